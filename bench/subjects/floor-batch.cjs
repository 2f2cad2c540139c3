// The least that can be done with a batch: one bare POST for each event, as many at a time as the relay allows itself.
const http = require("node:http");

let agent;

exports.handler = async (context, event, callback) => {
  agent ??= new http.Agent({ keepAlive: true, maxSockets: context.CONCURRENCY });
  const { request, bodySHA256, ...elements } = event;
  const statuses = await Promise.all(Object.values(elements).map((element) => post(context, element)));
  const response = new Twilio.Response();
  response.setStatusCode(Math.max(...statuses));
  callback(null, response);
};

function post(context, { type, data }) {
  const body = JSON.stringify({
    sid: data.messageSid,
    status: type.split(".").at(-1),
    account_sid: data.accountSid,
    from: data.from,
    to: data.to,
    api_version: data.apiVersion,
  });
  return new Promise((resolve, reject) => {
    const request = http.request(`${context.VOLT_INSIGHTS_URL}/data/messages/twilio`, {
      agent,
      method: "POST",
      headers: {
        authorization: `Bearer ${context.VOLT_API_TOKEN}`,
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
      },
    });
    request.on("error", reject);
    request.on("response", (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode));
    });
    request.end(body);
  });
}
