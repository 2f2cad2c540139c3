import { createHash } from "node:crypto";
import fc from "fast-check";
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks";
import { UnprovenError } from "../../src/relay/errors";
import { proveEventStreams, proveForm, type SignedRequest } from "../../src/twilio/signature";
import { functionEvent, type FunctionRequest } from "../helpers/function-event";

const TOKEN = "0123456789abcdef0123456789abcdef";
const URL_OF_STATUS = "https://relay.example.com/twilio/status";
const URL_OF_EVENTS = "https://relay.example.com/twilio/events";

/** The request as a Function sees it, without `request`. */
function parametersOf(request: FunctionRequest): Record<string, unknown> {
  return without("request", functionEvent(request));
}

function without(name: string, fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));
}

function toQuery(pairs: Readonly<Record<string, string | readonly string[]>>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(pairs))
    for (const one of [value].flat()) query.append(name, one);
  return query;
}

describe("the signature of a form", () => {
  it("is the one of Twilio's own test vector", () => {
    // https://github.com/twilio/twilio-node/blob/main/spec/validation.spec.js
    const parameters = {
      foo: "1",
      bar: "2",
      CallSid: "CA1234567890ABCDE",
      Caller: "+14158675309",
      Digits: "1234",
      From: "+14158675309",
      To: "+18005551212",
    };
    const body = proveForm({
      authToken: "12345",
      signature: "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
      urls: ["https://mycompany.com/myapp.php"],
      parameters,
    });
    expect(Object.keys(body)).toEqual(["CallSid", "Caller", "Digits", "From", "To"]);
  });

  const form = { SmsSid: "SM1", MessageStatus: "sent", From: "+15550001111", To: "+15550002222" };
  const sign = (url: string, body: Record<string, unknown>) => getExpectedTwilioSignature(TOKEN, url, body);
  const valid = (): SignedRequest => ({
    authToken: TOKEN,
    signature: sign(URL_OF_STATUS, form),
    urls: [URL_OF_STATUS],
    parameters: form,
  });

  it("is accepted as it was made", () => {
    expect(proveForm(valid())).toEqual(form);
  });

  it.each([
    ["the header is absent", { signature: undefined }],
    ["the header is empty", { signature: "" }],
    ["the header is repeated", { signature: [sign(URL_OF_STATUS, form), sign(URL_OF_STATUS, form)] }],
    ["the header is white space", { signature: "  " }],
    ["the token is another", { authToken: TOKEN.replace("0", "1") }],
    ["the URL is another", { urls: ["https://relay.example.com/twilio/inbound"] }],
    ["a value differs", { parameters: { ...form, MessageStatus: "read" } }],
    ["a parameter is added", { parameters: { ...form, ErrorCode: "30003" } }],
    [
      "a parameter is missing",
      { parameters: { SmsSid: "SM1", MessageStatus: "sent", From: "+15550001111" } },
    ],
    ["a value is an object", { parameters: { ...form, To: { toString: 1 } } }],
    ["a value is a number", { parameters: { ...form, To: 1 } }],
  ])("is refused when %s", (_case, change) => {
    expect(() => proveForm({ ...valid(), ...change })).toThrow(UnprovenError);
  });

  it.each([
    ["in a form's way", "a=x+y&b=%C3%A9&c=1%2B1"],
    ["in a URI's way", "a=x%20y&b=%C3%A9&c=1%2B1"],
    ["with marks left as they are", "a=it's&b=(x)*!~"],
    ["with reserved characters left as they are", "a=b:c/d@e,f&g=h;i"],
    ["with an empty value", "a="],
    ["with a repeated key", "a=1&a=2"],
  ])("is accepted for a URL whose query is written %s", (_case, query) => {
    const parameters = parametersOf({ query, form: toQuery(form).toString() });
    const signature = sign(`${URL_OF_STATUS}?${query}`, form);
    expect(proveForm({ ...valid(), signature, parameters })).toEqual(form);
  });

  it("is accepted behind a custom domain, and still at the deployed one", () => {
    const urls = ["https://messages.example.org/twilio/status", URL_OF_STATUS];
    for (const url of urls) expect(proveForm({ ...valid(), signature: sign(url, form), urls })).toEqual(form);
  });

  it("is accepted with and without the standard port", () => {
    const signature = sign("https://relay.example.com:443/twilio/status", form);
    expect(proveForm({ ...valid(), signature })).toEqual(form);
  });

  // Names that a Function's event cannot carry, or that it mixes with the query's, are left out.
  const name = fc
    .string({ minLength: 1, maxLength: 12 })
    .filter((text) => text !== "request" && text !== "__proto__");
  const value = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.array(fc.string({ maxLength: 5 }), { minLength: 2, maxLength: 3 }),
  );
  const signed = fc
    .dictionary(name, value, { maxKeys: 12 })
    .chain((all) =>
      fc.record({ all: fc.constant(all), inQuery: fc.nat(Math.min(5, Object.keys(all).length)) }),
    )
    .map(({ all, inQuery }) => {
      const entries = Object.entries(all).filter(([key]) => !/^\d+$/.test(key));
      const query = toQuery(Object.fromEntries(entries.slice(0, inQuery))).toString();
      const body = Object.fromEntries(entries.slice(inQuery));
      const url = query === "" ? URL_OF_STATUS : `${URL_OF_STATUS}?${query}`;
      return {
        body: parametersOf({ form: toQuery(body).toString() }),
        parameters: parametersOf({ query, form: toQuery(body).toString() }),
        signature: sign(url, body),
      };
    });

  it("is accepted for any parameters, however they are split between query and body", () => {
    fc.assert(
      fc.property(signed, ({ parameters, signature, body }) => {
        expect(proveForm({ ...valid(), parameters, signature })).toEqual(body);
      }),
      { numRuns: 500 },
    );
  });

  it("is refused after any single change", () => {
    const mutation = fc.record({ at: fc.nat(), extra: fc.string({ minLength: 1, maxLength: 3 }) });
    fc.assert(
      fc.property(signed, mutation, ({ parameters, signature }, { at, extra }) => {
        const keys = Object.keys(parameters);
        const key = keys[at % Math.max(1, keys.length)];
        const changed =
          key === undefined
            ? { [`${extra}!`]: "" }
            : { ...parameters, [key]: [parameters[key]].flat().join("") + extra };
        fc.pre(JSON.stringify(changed) !== JSON.stringify(parameters));
        expect(() => proveForm({ ...valid(), parameters: changed, signature })).toThrow(UnprovenError);
      }),
      { numRuns: 300 },
    );
  });
});

describe("the signature of an Event Streams delivery", () => {
  const events = [
    {
      specversion: "1.0",
      type: "com.twilio.messaging.message.sent",
      id: "EZ1",
      data: { messageSid: "SM1", text: "é😀" },
    },
    {
      specversion: "1.0",
      type: "com.twilio.messaging.message.read",
      id: "EZ2",
      data: { messageSid: "SM2", n: 1 },
    },
  ];
  const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
  function delivery(body: string, { query = "", json = JSON.parse(body) as object } = {}): SignedRequest {
    const full = `${query}${query && "&"}bodySHA256=${sha256(body)}`;
    return {
      authToken: TOKEN,
      signature: getExpectedTwilioSignature(TOKEN, `${URL_OF_EVENTS}?${full}`, {}),
      urls: [URL_OF_EVENTS],
      parameters: parametersOf({ query: full, json }),
    };
  }

  it.each([
    ["many", events],
    ["one", events.slice(0, 1)],
    ["none", []],
    [
      "eleven, whose indices sort as numbers",
      Array.from({ length: 11 }, (_, n) => ({ ...events[0], id: String(n) })),
    ],
  ])("proves an array of %s", (_case, list) => {
    expect(proveEventStreams(delivery(JSON.stringify(list)))).toEqual({ events: list, verified: true });
  });

  it("proves a single object, as a list of one", () => {
    const [event] = events;
    expect(proveEventStreams(delivery(JSON.stringify(event)))).toEqual({ events: [event], verified: true });
  });

  it("proves a body whose text beyond ASCII is escaped", () => {
    const body = JSON.stringify(events).replace(
      /[^\x20-\x7e]/g,
      (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"),
    );
    expect(proveEventStreams(delivery(body))).toEqual({ events, verified: true });
  });

  it.each([
    ["white space", JSON.stringify(events, null, 1)],
    ["0.0", '[{"specversion":"1.0","type":"t","id":"1","data":{"lat":0.0,"lon":-0.0}}]'],
    ["a large integer", '[{"specversion":"1.0","type":"t","id":"1","data":{"n":9007199254740993}}]'],
    ["escapes that need none", '[{"specversion":"1.0","type":"t","id":"1","data":{"u":"a\\u003db\\/c"}}]'],
  ])(
    "takes a body that cannot be written again the same (%s) for a hint: proven sender, unproven words",
    (_case, body) => {
      expect(proveEventStreams(delivery(body))).toMatchObject({ verified: false });
    },
  );

  it.each([
    ["array", JSON.stringify(events)],
    ["object", JSON.stringify(events[0])],
  ])("is accepted with an own query before the hash (%s)", (_case, body) => {
    expect(proveEventStreams(delivery(body, { query: "key=s&x=1" }))).toMatchObject({ verified: true });
  });

  it("does not prove another body under the same URL", () => {
    const captured = delivery(JSON.stringify(events));
    const forged = delivery(JSON.stringify(events), {
      json: [{ ...events[0], data: { messageSid: "SM9" } }],
    });
    expect(proveEventStreams(captured).verified).toBe(true);
    expect(proveEventStreams(forged).verified).toBe(false);
  });

  it.each([
    ["without the header", (r: SignedRequest) => ({ ...r, signature: undefined })],
    ["without the hash", (r: SignedRequest) => ({ ...r, parameters: without("bodySHA256", r.parameters) })],
    [
      "with the hash repeated",
      (r: SignedRequest) => ({
        ...r,
        parameters: { ...r.parameters, bodySHA256: [r.parameters.bodySHA256, "0"] },
      }),
    ],
    [
      "with another hash",
      (r: SignedRequest) => ({ ...r, parameters: { ...r.parameters, bodySHA256: sha256("[]") } }),
    ],
    ["with another token", (r: SignedRequest) => ({ ...r, authToken: TOKEN.replace("0", "1") })],
    ["for another URL", (r: SignedRequest) => ({ ...r, urls: [URL_OF_STATUS] })],
    [
      "with a signature over the URL and body parameters",
      (r: SignedRequest) => ({ ...r, signature: getExpectedTwilioSignature(TOKEN, URL_OF_EVENTS, {}) }),
    ],
  ])("is refused %s", (_case, change) => {
    const valid = delivery(JSON.stringify(events));
    expect(() => proveEventStreams(change(valid))).toThrow(UnprovenError);
  });

  it("survives hostile keys and values", () => {
    const hostile = JSON.parse(
      '{"__proto__":{"x":1},"constructor":1,"a":{"toString":1},"\\ud800":"\\udfff","specversion":"1.0"}',
    ) as object;
    const request = delivery("[]", { json: hostile });
    expect(proveEventStreams(request)).toMatchObject({ verified: false });
    expect(() => proveEventStreams({ ...request, signature: "forged" })).toThrow(UnprovenError);
  });

  it("proves none of 10,000 mutated deliveries", () => {
    const body = JSON.stringify(events);
    const valid = delivery(body);
    const textAt = (text: string, at: number, put: string) =>
      text.slice(0, at % text.length) + put + text.slice((at % text.length) + 1);
    const mutant = fc.oneof(
      fc
        .tuple(fc.nat(), fc.string({ minLength: 1, maxLength: 1 }))
        .map(([at, put]) => ({ ...valid, signature: textAt(String(valid.signature), at, put) })),
      fc.tuple(fc.nat(), fc.constantFrom(...Array.from("0123456789abcdef"))).map(([at, put]) => ({
        ...valid,
        parameters: { ...valid.parameters, bodySHA256: textAt(String(valid.parameters.bodySHA256), at, put) },
      })),
      fc
        .tuple(fc.nat(), fc.string({ minLength: 1, maxLength: 1 }))
        .map(([at, put]) => ({ ...valid, body: textAt(body, at, put) })),
      fc.jsonValue().map((json) => ({ ...valid, body: JSON.stringify([json]) })),
    );
    fc.assert(
      fc.property(mutant, (mutated) => {
        const json = "body" in mutated ? parsed(mutated.body) : undefined;
        const parameters =
          json === undefined
            ? mutated.parameters
            : parametersOf({ query: `bodySHA256=${sha256(body)}`, json });
        fc.pre(
          JSON.stringify([mutated.signature, parameters]) !==
            JSON.stringify([valid.signature, valid.parameters]),
        );
        let verified = false;
        try {
          ({ verified } = proveEventStreams({ ...mutated, parameters }));
        } catch (error) {
          expect(error).toBeInstanceOf(UnprovenError);
        }
        expect(verified).toBe(false);
      }),
      { numRuns: 10_000, maxSkipsPerRun: 10_000 },
    );
  });

  function parsed(body: string): object | undefined {
    try {
      const value = JSON.parse(body) as unknown;
      return typeof value === "object" && value !== null ? value : undefined;
    } catch {
      return undefined;
    }
  }
});
