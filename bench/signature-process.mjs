// Proves one Volt event over and over, and verifies its bytes by Node alone: what the proof costs beyond the arithmetic that no
// one can spare. The library's own door is measured, with the way to sign known, as it is from an instance's second event on.
import { generateKeyPairSync, sign, verify } from "node:crypto";
import { createRequire } from "node:module";
import { inRounds } from "./rounds.mjs";

const { proveVoltWebhook, voltKeySource } = createRequire(import.meta.url)("../dist/index.js");
const [rounds, callsPerRound, eventBytes] = process.argv.slice(2).map(Number);

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const body = eventOf(eventBytes);
const bytes = Buffer.from(JSON.stringify(body));
const signed = sign("sha256", bytes, privateKey);

const webhook = { signature: signed.toString("base64"), parameters: body };
const trust = {
  token: undefined,
  keys: voltKeySource({
    fixedKey: publicKey.export({ type: "spki", format: "pem" }),
    url: "",
    http: () => Promise.reject(new Error("No key is fetched here.")),
    now: Date.now,
  }),
  memory: {},
  deadline: { remainingMs: () => 8_000 },
};

const floor = () => {
  if (!verify("sha256", bytes, publicKey, signed)) throw new Error("Node does not take the signature.");
};
const event = async () => {
  const { verified } = await proveVoltWebhook(webhook, trust);
  if (verified !== "signature") throw new Error("The relay does not take the signature.");
};

const microsecondsEach = async (prove) => {
  const start = performance.now();
  for (let call = 0; call < callsPerRound; call++) await prove();
  return ((performance.now() - start) / callsPerRound) * 1_000;
};
const samples = await inRounds([floor, event], rounds, microsecondsEach);
process.send({ samples: { floor: samples.get(floor), event: samples.get(event) } });
process.on("disconnect", () => process.exit());

/** A message webhook with as long a text as it takes. */
function eventOf(size) {
  const event = {
    type: "messaging",
    id: "rfw_6962ccb5_e41a61024d9a4a61817e7220fbcbf6b4",
    payload: {
      message_app_id: "40318006-1cae-4997-acbc-fe9a4aadb7dd",
      id: "rf_o6aDxhawR227gt5wgZ2I",
      to_number: "+15555550123",
      from_number: "+15555550145",
      type: "SMS",
      text: "",
      sent_at: "2022-04-07T22:19:44.985+00:00",
      received_at: "2022-04-07T22:19:44.718+00:00",
      status: "sent",
      parts: 1,
      media: [],
      encoding: "GSM-7",
      direction: "outbound",
      completed_at: null,
      occurred_at: "2022-04-07T22:19:44.985+00:00",
      event_type: "message.sent",
    },
    time: 1649369985,
  };
  event.payload.text = "x".repeat(size - JSON.stringify(event).length);
  return event;
}
