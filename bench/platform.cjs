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

/** Calls a Function and resolves with its answer when it calls back. */
const answerOf = (handler, { context, event }) =>
  new Promise((resolve, reject) => {
    const callback = (error, response) => (error ? reject(error) : resolve(response));
    Promise.resolve(handler(context, event, callback)).catch(reject);
  });
exports.answerOf = answerOf;

/** A bench of refusals would flatter, so any answer but 2xx is an error. */
exports.call = async (handler, visit) => {
  const { statusCode, body } = await answerOf(handler, visit);
  if (statusCode < 200 || statusCode >= 300) throw new Error(`The function answered ${statusCode}: ${body}`);
};
