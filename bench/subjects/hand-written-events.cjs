// An Event Streams sink as most would write it, after the quickstart's "iterate": one event after the other.
// https://www.twilio.com/docs/events/webhook-quickstart
const twilio = require("twilio");
const axios = require("axios");
const { z } = require("zod");

const Events = z.array(
  z.looseObject({
    specversion: z.string(),
    id: z.string(),
    type: z.string(),
    data: z.looseObject({
      messageSid: z.string(),
      accountSid: z.string(),
      from: z.string(),
      to: z.string(),
      apiVersion: z.string(),
    }),
  }),
);

exports.handler = async (context, event, callback) => {
  const { request, bodySHA256, ...elements } = event;
  const body = Object.values(elements);
  const response = new Twilio.Response();
  const url = `https://${context.DOMAIN_NAME}${context.PATH}?bodySHA256=${bodySHA256}`;
  const signature = request.headers["x-twilio-signature"];
  if (!twilio.validateRequestWithBody(context.AUTH_TOKEN, signature, url, JSON.stringify(body))) {
    response.setStatusCode(403);
    return callback(null, response);
  }

  for (const { type, data } of Events.parse(body)) {
    await axios.post(
      `${context.VOLT_INSIGHTS_URL}/data/messages/twilio`,
      {
        sid: data.messageSid,
        status: type.split(".").at(-1),
        account_sid: data.accountSid,
        from: data.from,
        to: data.to,
        api_version: data.apiVersion,
      },
      { headers: { authorization: `Bearer ${context.VOLT_API_TOKEN}` } },
    );
  }
  response.setStatusCode(200);
  callback(null, response);
};
