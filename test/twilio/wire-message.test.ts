import fc from "fast-check";
import twilio from "twilio";
import { toWireMessage } from "../../src/twilio/wire-message";

const SID = "SM00000000000000000000000000000001";
const ACCOUNT = "AC00000000000000000000000000000000";

/** Volt's own example of a Message: https://simonsays.atlassian.net/wiki/spaces/VAPI/pages/34832385 */
const wire = {
  body: "McAvoy or Stewart? These timelines can get so confusing.",
  num_segments: "1",
  direction: "outbound-api",
  from: "+15017122661",
  to: "+15558675310",
  date_updated: "Thu, 30 Jul 2015 20:12:33 +0000",
  price: null,
  error_message: null,
  uri: `/2010-04-01/Accounts/${ACCOUNT}/Messages/${SID}.json`,
  account_sid: ACCOUNT,
  num_media: "0",
  status: "sent",
  messaging_service_sid: "MG00000000000000000000000000000000",
  sid: SID,
  date_sent: "Thu, 30 Jul 2015 20:12:33 +0000",
  date_created: "Thu, 30 Jul 2015 20:12:31 +0000",
  error_code: null,
  price_unit: null,
  api_version: "2010-04-01",
  subresource_uris: {
    media: `/2010-04-01/Accounts/${ACCOUNT}/Messages/${SID}/Media.json`,
    someThing: "kept",
  },
};

/** twilio-node's own reading of the wire form. */
async function readBySdk(message: object) {
  const client = twilio(ACCOUNT, "0".repeat(32));
  client.httpClient.request = () => Promise.resolve(new Response(200, message) as never);
  return client.messages(SID).fetch();
}

class Response {
  readonly headers = {};
  constructor(
    readonly statusCode: number,
    readonly body: object,
  ) {}
}

describe("the wire form of a Message", () => {
  it("comes back exactly from twilio-node's instance", async () => {
    expect(toWireMessage(await readBySdk(wire))).toEqual(wire);
  });

  it("comes back exactly from the instance's JSON, whose dates are ISO texts", async () => {
    const json = JSON.parse(JSON.stringify(await readBySdk(wire))) as object;
    expect(toWireMessage(json)).toEqual(wire);
  });

  it("comes back for any values", async () => {
    const date = fc
      .date({ min: new Date("1970-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
      .map((at) => new Date(Math.floor(at.getTime() / 1_000) * 1_000).toUTCString().replace("GMT", "+0000"));
    const changes = fc.record({
      body: fc.option(fc.string()),
      from: fc.option(fc.string()),
      date_sent: fc.option(date),
      date_created: date,
      error_code: fc.option(fc.nat()),
      price: fc.option(fc.constant("-0.00750")),
      num_segments: fc.nat(9).map(String),
    });
    await fc.assert(
      fc.asyncProperty(changes, async (changed) => {
        const message = { ...wire, ...changed };
        expect(toWireMessage(await readBySdk(message))).toEqual(message);
      }),
    );
  });
});
