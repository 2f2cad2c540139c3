// The function as most would write it: three packages from node_modules, a signature, a schema, a POST.
const twilio = require("twilio");
const axios = require("axios");
const { z } = require("zod");

const StatusCallback = z.looseObject({
  MessageSid: z.string(),
  MessageStatus: z.string(),
  AccountSid: z.string(),
  From: z.string(),
  To: z.string(),
  ApiVersion: z.string(),
});

exports.handler = async (context, event, callback) => {
  const { request, ...parameters } = event;
  const response = new Twilio.Response();
  const url = `https://${context.DOMAIN_NAME}${context.PATH}`;
  const signature = request.headers["x-twilio-signature"];
  if (!twilio.validateRequest(context.AUTH_TOKEN, signature, url, parameters)) {
    response.setStatusCode(403);
    return callback(null, response);
  }

  const update = StatusCallback.parse(parameters);
  const answer = await axios.post(
    `${context.VOLT_INSIGHTS_URL}/data/messages/twilio`,
    {
      sid: update.MessageSid,
      status: update.MessageStatus,
      account_sid: update.AccountSid,
      from: update.From,
      to: update.To,
      api_version: update.ApiVersion,
    },
    { headers: { authorization: `Bearer ${context.VOLT_API_TOKEN}` } },
  );
  response.setStatusCode(answer.status);
  callback(null, response);
};
