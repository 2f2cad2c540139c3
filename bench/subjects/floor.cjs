// The least that can be done with a status callback: the same POST, by bare Node, and nothing checked.
// The real Insights is reached by https, so every subject pays for loading that.
const http = require("node:http");
require("node:https");

exports.handler = (context, event, callback) => {
  const body = JSON.stringify({
    sid: event.MessageSid,
    status: event.MessageStatus,
    account_sid: event.AccountSid,
    from: event.From,
    to: event.To,
    api_version: event.ApiVersion,
  });
  const request = http.request(`${context.VOLT_INSIGHTS_URL}/data/messages/twilio`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${context.VOLT_API_TOKEN}`,
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
    },
  });
  request.on("error", callback);
  request.on("response", (answer) => {
    answer.resume();
    answer.on("end", () => {
      const response = new Twilio.Response();
      response.setStatusCode(answer.statusCode);
      callback(null, response);
    });
  });
  request.end(body);
};
