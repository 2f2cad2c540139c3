import { generateKeyPairSync, sign } from "node:crypto";
import { deadlineIn } from "../../src/relay/deadline";
import { KeyUnavailableError, NetworkError, UnprovenError } from "../../src/relay/errors";
import type { Http } from "../../src/relay/http";
import type { JsonObject } from "../../src/relay/json";
import { voltKeySource, type KeySource } from "../../src/volt/key-source";
import { proveVoltWebhook, type VoltTrust } from "../../src/volt/prove";
import { functionEvent } from "../helpers/function-event";
import { openSshLine } from "./openssl";
import { DELIVERED, RECEIVED } from "./payloads";

const TOKEN = "an-unguessable-token-of-the-url";
const now = () => 1_000_000;
const pair = () => generateKeyPairSync("rsa", { modulusLength: 1_024 });
const [old, fresh] = [pair(), pair()];
const line = ({ publicKey }: typeof old) =>
  openSshLine(publicKey.export({ type: "spki", format: "pem" }).toString());
const signedBy = ({ privateKey }: typeof old, body: JsonObject) =>
  sign("sha256", Buffer.from(JSON.stringify(body)), privateKey).toString("base64");

let asked = 0;
beforeEach(() => {
  asked = 0;
});

/** A key host that gives these one after the other, and then the last one; undefined is a host that is down. */
function keysOf(...lines: (string | undefined)[]): KeySource {
  let clock = 0;
  const http: Http = () => {
    const body = lines[Math.min(asked++, lines.length - 1)];
    return body === undefined
      ? Promise.reject(new NetworkError("ECONNREFUSED", false))
      : Promise.resolve({ status: 200, headers: {}, body });
  };
  // Every look at the clock is a while after the last, so that the host may always be asked.
  return voltKeySource({ url: "https://callbacks.example/id_rsa.pub", http, now: () => (clock += 10_000) });
}

const trust = (more: Partial<VoltTrust> = {}): VoltTrust => ({
  token: TOKEN,
  keys: keysOf(line(old)),
  memory: {},
  deadline: deadlineIn(8_000, now),
  ...more,
});

const webhook = (query: string, json: JsonObject, signature?: unknown) => {
  return { signature, parameters: without("request", functionEvent({ query, json })) };
};

const without = (name: string, fields: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));

describe("a webhook of Volt's", () => {
  it.each([
    ["by its signature", webhook("", DELIVERED, signedBy(old, DELIVERED)), "signature"],
    [
      "by its signature, whatever the token is",
      webhook("token=x", DELIVERED, signedBy(old, DELIVERED)),
      "signature",
    ],
    ["by both", webhook(`token=${TOKEN}`, DELIVERED, signedBy(old, DELIVERED)), "signature"],
    ["by the token", webhook(`token=${TOKEN}`, DELIVERED), "token"],
    [
      "by the token, beside a signature that does not fit",
      webhook(`token=${TOKEN}`, DELIVERED, "AAAA"),
      "token",
    ],
    ["by the token, with nothing else: the test at registration", webhook(`token=${TOKEN}`, {}), "token"],
  ])("is proven %s", async (_case, request, verified) => {
    const proven = await proveVoltWebhook(request, trust());
    expect(proven.verified).toBe(verified);
    expect(proven.body).toEqual(without("token", request.parameters));
    expect(proven.form !== undefined).toBe(verified === "signature");
  });

  it.each([
    ["without anything", webhook("", DELIVERED)],
    ["with a wrong token", webhook("token=wrong", DELIVERED)],
    ["with a part of the token", webhook(`token=${TOKEN.slice(0, -1)}`, DELIVERED)],
    ["with an empty token", webhook("token=", DELIVERED)],
    ["with the token in another case", webhook(`token=${TOKEN.toUpperCase()}`, DELIVERED)],
    ["with the token twice", webhook(`token=${TOKEN}&token=${TOKEN}`, DELIVERED)],
    ["with the token under another name", webhook(`Token=${TOKEN}`, DELIVERED)],
    ["with a body whose own token hides the URL's", webhook(`token=${TOKEN}`, { ...DELIVERED, token: "x" })],
    ["with a token in the body that is no text", webhook(`token=${TOKEN}`, { ...DELIVERED, token: [TOKEN] })],
    ["with another body's signature", webhook("", RECEIVED, signedBy(old, DELIVERED))],
    ["with a signature of somebody else's", webhook("", DELIVERED, signedBy(fresh, DELIVERED))],
    ["with an empty signature", webhook("", DELIVERED, "")],
    [
      "with the signature twice",
      webhook("", DELIVERED, [signedBy(old, DELIVERED), signedBy(old, DELIVERED)]),
    ],
    [
      "with a signature and a key in the query that is not Volt's",
      webhook("own=1", DELIVERED, signedBy(old, DELIVERED)),
    ],
  ])("is refused %s", async (_case, request) => {
    await expect(proveVoltWebhook(request, trust())).rejects.toMatchObject({
      name: "UnprovenError",
      code: "invalid_signature",
      status: 403,
    });
  });

  it.each([
    ["no token is set", undefined, "token="],
    ["the token that is set is empty", "", "token="],
    ["no token is set, and none is given", undefined, ""],
  ])("is not proven by a token where %s", async (_case, token, query) => {
    await expect(proveVoltWebhook(webhook(query, DELIVERED), trust({ token }))).rejects.toThrow(
      UnprovenError,
    );
  });

  it("names no secret when it is refused", async () => {
    const refusal = await proveVoltWebhook(webhook("token=given", DELIVERED, "AAAA"), trust()).catch(String);
    expect(refusal).toMatch("VOLT_WEBHOOK_TOKEN");
    expect(refusal).not.toMatch(new RegExp(`${TOKEN}|given`));
  });
});

describe("where the signature is demanded", () => {
  const demanding = (more: Partial<VoltTrust> = {}) => trust({ requireSignature: true, ...more });

  it("the token alone is no proof", async () => {
    await expect(proveVoltWebhook(webhook(`token=${TOKEN}`, DELIVERED), demanding())).rejects.toThrow(
      UnprovenError,
    );
    const wrong = webhook(`token=${TOKEN}`, DELIVERED, signedBy(fresh, DELIVERED));
    await expect(proveVoltWebhook(wrong, demanding())).rejects.toThrow(UnprovenError);
  });

  it("the signature is enough", async () => {
    const request = webhook("", DELIVERED, signedBy(old, DELIVERED));
    expect(await proveVoltWebhook(request, demanding())).toMatchObject({ verified: "signature" });
  });
});

describe("when Volt has rotated its key", () => {
  const request = webhook("", DELIVERED, signedBy(fresh, DELIVERED));
  const replayed = webhook("", DELIVERED, signedBy(old, DELIVERED));

  it("a signature by the new one is taken, and the old one's no longer", async () => {
    const keys = keysOf(line(old), line(fresh));
    expect(await proveVoltWebhook(replayed, trust({ keys }))).toMatchObject({ verified: "signature" });
    expect(await proveVoltWebhook(request, trust({ keys }))).toMatchObject({ verified: "signature" });
    expect(asked).toBe(2);
    await expect(proveVoltWebhook(replayed, trust({ keys }))).rejects.toThrow(UnprovenError);
  });

  it("and the key's host is down, the sender is asked to come again: the signature may be good", async () => {
    const keys = keysOf(line(old), undefined);
    await expect(proveVoltWebhook(request, trust({ keys }))).rejects.toThrow(KeyUnavailableError);
    // What fits under the key that is at hand needs no other.
    expect(await proveVoltWebhook(replayed, trust({ keys }))).toMatchObject({ verified: "signature" });
  });
});

describe("while the key's host is down", () => {
  const signed = webhook("token=wrong", DELIVERED, signedBy(old, DELIVERED));

  it("what is signed can neither be believed nor refused", async () => {
    await expect(proveVoltWebhook(signed, trust({ keys: keysOf(undefined) }))).rejects.toThrow(
      KeyUnavailableError,
    );
  });

  it("what is not signed is refused, without asking for the key", async () => {
    const keys = keysOf(undefined);
    await expect(proveVoltWebhook(webhook("token=wrong", DELIVERED), trust({ keys }))).rejects.toThrow(
      UnprovenError,
    );
    expect(asked).toBe(0);
  });

  it("the token is proof as ever, unless the signature is demanded", async () => {
    const request = webhook(`token=${TOKEN}`, DELIVERED, signedBy(old, DELIVERED));
    expect(await proveVoltWebhook(request, trust({ keys: keysOf(undefined) }))).toMatchObject({
      verified: "token",
    });
    await expect(
      proveVoltWebhook(request, trust({ keys: keysOf(undefined), requireSignature: true })),
    ).rejects.toThrow(KeyUnavailableError);
  });

  it("a token that is proof does not make the relay ask for the key once more", async () => {
    const request = webhook(`token=${TOKEN}`, DELIVERED, signedBy(fresh, DELIVERED));
    expect(await proveVoltWebhook(request, trust())).toMatchObject({ verified: "token" });
    expect(asked).toBe(1);
  });
});
