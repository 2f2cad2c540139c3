// The one thing that the functions take from Twilio's runtime, at no cost of its own.
globalThis.Twilio = {
  Response: class {
    setStatusCode(statusCode) {
      this.statusCode = statusCode;
    }
    setBody(body) {
      this.body = body;
    }
    appendHeader() {}
  },
};

/** Calls a Function and resolves when it calls back. A bench of refusals would flatter, so any answer but 2xx is an error. */
exports.call = (handler, { context, event }) =>
  new Promise((resolve, reject) => {
    const callback = (error, response) => {
      if (error) reject(error);
      else if (response.statusCode >= 200 && response.statusCode < 300) resolve();
      else reject(new Error(`The function answered ${response.statusCode}: ${response.body}`));
    };
    Promise.resolve(handler(context, event, callback)).catch(reject);
  });
