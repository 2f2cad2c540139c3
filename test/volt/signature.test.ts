import { createPublicKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import fc from "fast-check";
import { isJsonObject, type JsonObject } from "../../src/relay/json";
import { parsePublicKey } from "../../src/volt/public-key";
import {
  DEFAULT_DIGESTS,
  proveVoltSignature,
  type SignatureForm,
  type SignatureMemory,
  type SignedBody,
} from "../../src/volt/signature";
import { decodeSignature } from "../../src/volt/signature-encoding";
import { makeKey, type Signing } from "./openssl";
import { DELIVERED, FAILED, RECEIVED, SENT } from "./payloads";

const openssl = makeKey();
const key = createPublicKey(openssl.formats.spki);
const keys = Object.values(openssl.formats).map(parsePublicKey);

const ascii = (json: string) =>
  json.replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Python's default separators, by hand. */
function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(", ")}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${spaced(one)}`);
  return `{${members.join(", ")}}`;
}

const WRITERS: Record<SignatureForm["writing"], (value: unknown) => string> = {
  compact: (value) => JSON.stringify(value),
  compact_ascii: (value) => ascii(JSON.stringify(value)),
  spaced,
  spaced_ascii: (value) => ascii(spaced(value)),
};
const WRITINGS = Object.keys(WRITERS) as SignatureForm["writing"][];

/** With a text that every way of writing writes in its own way. */
const withText = (event: { payload: object }): JsonObject => ({
  ...event,
  payload: { ...event.payload, text: 'Grüße, "Zoë": 😀\n\u007f/', media: ["https://example.com/a.png", {}] },
});

const EVENTS = { RECEIVED, SENT, DELIVERED, FAILED };
const ENCODINGS = {
  base64: (bytes: Buffer) => bytes.toString("base64"),
  base64url: (bytes: Buffer) => bytes.toString("base64url"),
  hex: (bytes: Buffer) => bytes.toString("hex"),
};
const SIGNINGS: Signing[] = (["sha256", "sha512"] as const).flatMap((digest) =>
  (["pkcs1", "pss"] as const).map((padding) => ({ digest, padding })),
);

const signed = (
  body: JsonObject,
  signature: string,
  more: Partial<SignedBody> = {},
): SignedBody & { memory: SignatureMemory } => ({
  signature,
  body,
  key,
  digests: DEFAULT_DIGESTS,
  memory: {},
  ...more,
});

describe("a signature that openssl has made", () => {
  const cases = Object.entries(EVENTS).flatMap(([name, event]) =>
    WRITINGS.flatMap((writing) => SIGNINGS.map((how) => ({ name, event, writing, ...how }))),
  );
  it.each(cases)(
    "fits $name, $writing, $digest, $padding, in every encoding and under every form of the key",
    ({ event, writing, digest, padding }) => {
      const body = withText(event);
      const bytes = openssl.sign(WRITERS[writing](body), { digest, padding });
      for (const [encoding, encode] of Object.entries(ENCODINGS)) {
        for (const form of keys) {
          const request = signed(body, encode(bytes), { key: form });
          expect(proveVoltSignature(request)).toEqual({ writing, digest, padding, encoding });
          expect(request.memory).toEqual({ form: { writing, digest, padding } });
        }
      }
    },
  );

  it.each([
    ["as Volt's page shows it", RECEIVED],
    ["without anything in it", {}],
  ])("fits a body %s", (_case, body) => {
    const bytes = openssl.sign(JSON.stringify(body), { digest: "sha256", padding: "pkcs1" });
    expect(proveVoltSignature(signed(body, bytes.toString("base64")))).toMatchObject({ writing: "compact" });
  });

  it("fits by SHA-1 only where that is pinned", () => {
    const bytes = openssl.sign(JSON.stringify(SENT), { digest: "sha1", padding: "pkcs1" });
    const signature = bytes.toString("base64");
    expect(proveVoltSignature(signed(SENT, signature))).toBeUndefined();
    expect(proveVoltSignature(signed(SENT, signature, { digests: ["sha1"] }))).toMatchObject({
      digest: "sha1",
    });
    // A form that was remembered while it was pinned is not tried once it no longer is.
    const memory: SignatureMemory = { form: { writing: "compact", digest: "sha1", padding: "pkcs1" } };
    expect(proveVoltSignature(signed(SENT, signature, { memory }))).toBeUndefined();
  });

  it.each([
    ["white space", '{"a": 1,"b":2}'],
    ["a trailing line break", '{"a":1}\n'],
    ["1.0", '{"a":1.0}'],
    ["keys that look like integers", '{"b":1,"2":1,"1":1}'],
    ["a repeated key", '{"a":1,"a":2}'],
    ["escapes that need none", '{"a":"\\/"}'],
  ])("cannot be shown to fit a body that parsing changes: %s", (_case, text) => {
    const bytes = openssl.sign(text, { digest: "sha256", padding: "pkcs1" });
    expect(
      proveVoltSignature(signed(JSON.parse(text) as JsonObject, bytes.toString("base64"))),
    ).toBeUndefined();
  });
});

describe("a signature's text", () => {
  const bytes = openssl.sign(JSON.stringify(SENT), { digest: "sha256", padding: "pkcs1" });
  const base64 = bytes.toString("base64");

  it.each([
    ["base64", base64],
    ["base64url", bytes.toString("base64url")],
    ["base64url, padded", bytes.toString("base64url") + "=="],
    ["hex", bytes.toString("hex")],
    ["hex in capitals", bytes.toString("hex").toUpperCase()],
  ])("is read as %s", (_case, text) => {
    expect(proveVoltSignature(signed(SENT, text))).toBeDefined();
  });

  it.each([
    ["nothing", ""],
    ["white space around", ` ${base64}`],
    ["a line break at the end", `${base64}\n`],
    ["a line break inside", `${base64.slice(0, 76)}\n${base64.slice(76)}`],
    ["no padding", base64.replace(/=+$/, "")],
    ["too much padding", `${base64}=`],
    ["a byte too many", Buffer.concat([bytes, Buffer.alloc(1)]).toString("base64")],
    ["a leading zero", Buffer.concat([Buffer.alloc(1), bytes]).toString("hex")],
    ["a byte too few", bytes.subarray(1).toString("base64")],
    ["bits after the last byte", base64.replace(/.==$/, (end) => `${next(end.charAt(0))}==`)],
    ["two alphabets", `-${base64.slice(1, 2)}+${base64.slice(3)}`],
    ["hex in capitals and others", `aA${bytes.toString("hex").slice(2)}`],
    ["a prefix", `sha256=${bytes.toString("hex")}`],
    ["two of them", `${base64}, ${base64}`],
  ])("is refused with %s", (_case, text) => {
    expect(decodeSignature(text, 256)).toBeUndefined();
    expect(proveVoltSignature(signed(SENT, text))).toBeUndefined();
  });

  /** The letter whose bits differ in the last place only, which is none of the bytes'. */
  function next(letter: string): string {
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    return alphabet.charAt(alphabet.indexOf(letter) + 1);
  }

  it("is read in one way only, whatever the length of the key", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 128, max: 1_024 }),
        fc.constantFrom(...Object.entries(ENCODINGS)),
        (length, [encoding, encode]) => {
          const random = Buffer.from(Array.from({ length }, (_, n) => (n * 151 + length * 7) % 256));
          const decoded = decodeSignature(encode(random), length);
          expect(decoded?.bytes).toEqual(random);
          if (encoding === "hex") expect(decoded?.encoding).toBe("hex");
          for (const other of [length - 1, length + 1, length * 2])
            expect(decodeSignature(encode(random), other)).toBeUndefined();
        },
      ),
    );
  });
});

describe("what is remembered", () => {
  const form = { writing: "spaced_ascii", digest: "sha512", padding: "pss" } as const;
  const request = (body: JsonObject, memory: SignatureMemory) => {
    const bytes = openssl.sign(WRITERS.spaced_ascii(body), form);
    return signed(body, bytes.toString("hex"), { memory });
  };

  it("is what fitted last, and nothing that did not", () => {
    const memory: SignatureMemory = {};
    expect(proveVoltSignature({ ...request(SENT, memory), body: FAILED })).toBeUndefined();
    expect(memory).toEqual({});
    proveVoltSignature(request(withText(SENT), memory));
    expect(memory).toEqual({ form });
    expect(proveVoltSignature({ ...request(SENT, memory), body: FAILED })).toBeUndefined();
    expect(memory).toEqual({ form });
  });

  it("does not stand in the way of another form", () => {
    const memory: SignatureMemory = { form: { writing: "compact", digest: "sha256", padding: "pkcs1" } };
    expect(proveVoltSignature(request(withText(SENT), memory))).toEqual({ ...form, encoding: "hex" });
    expect(memory).toEqual({ form });
  });
});

describe("a forged signature", () => {
  // Small, for speed: what is tried is the same.
  const pair = generateKeyPairSync("rsa", { modulusLength: 1_024 });
  const signature = sign("sha256", Buffer.from(JSON.stringify(FAILED)), pair.privateKey);
  const base = (): SignedBody => signed(FAILED, signature.toString("base64"), { key: pair.publicKey });
  const anyEncoding = fc.constantFrom(...Object.values(ENCODINGS));
  const differing = (text: string, at: number, put: string) =>
    text.slice(0, at % text.length) + put + text.slice((at % text.length) + 1);

  it("is never taken: 10,000 mutated signatures and bodies", () => {
    const memory: SignatureMemory = {};
    expect(proveVoltSignature({ ...base(), memory })).toBeDefined();
    const text = JSON.stringify(FAILED);
    const mutant = fc.oneof(
      {
        weight: 5,
        arbitrary: fc
          .tuple(anyEncoding, fc.nat(), fc.string({ minLength: 1, maxLength: 2 }))
          .map(([encode, at, put]) => ({ signature: differing(encode(signature), at, put) })),
      },
      {
        weight: 1,
        arbitrary: fc.tuple(anyEncoding, fc.nat(127), fc.nat(7)).map(([encode, at, bit]) => {
          const bytes = Buffer.from(signature);
          bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
          return { signature: encode(bytes) };
        }),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(anyEncoding, fc.uint8Array({ minLength: 127, maxLength: 129 }))
          .map(([encode, bytes]) => ({ signature: encode(Buffer.from(bytes)) })),
      },
      {
        weight: 2,
        arbitrary: fc
          .tuple(fc.nat(), fc.string({ minLength: 0, maxLength: 2 }))
          .map(([at, put]) => ({ body: objectIn(differing(text, at, put)) })),
      },
      { weight: 1, arbitrary: fc.dictionary(fc.string(), fc.jsonValue()).map((body) => ({ body })) },
    );
    fc.assert(
      fc.property(mutant, (change) => {
        const request = { ...base(), memory, ...change };
        const decoded = decodeSignature(request.signature, 128)?.bytes;
        fc.pre(request.body !== undefined);
        fc.pre(JSON.stringify(request.body) !== text || decoded?.equals(signature) !== true);
        expect(proveVoltSignature(request as SignedBody)).toBeUndefined();
      }),
      { numRuns: 10_000, maxSkipsPerRun: 10_000 },
    );
  });

  function objectIn(text: string): JsonObject | undefined {
    try {
      const value = JSON.parse(text) as unknown;
      return isJsonObject(value) ? value : undefined;
    } catch {
      return undefined;
    }
  }

  const many = (count: number, one: unknown) => Array.from({ length: count }, () => one);
  const nested = (levels: number) => many(levels, 0).reduce<unknown>((inner) => [inner], 0);

  // Each of them would take seconds, or end in an error, if it were written in every way.
  it.each([
    ["a megabyte of text", { text: "\u007f".repeat(1_000_000) }],
    ["a megabyte of names", Object.fromEntries(many(80_000, 0).map((zero, n) => [`name ${n}`, zero]))],
    ["half a million numbers", { list: many(500_000, 0) }],
    ["a deep nest", { list: nested(500_000) }],
    ["many nests", { list: many(300, nested(1_500)) }],
  ])("costs next to nothing with %s", (_case, body) => {
    const start = performance.now();
    expect(proveVoltSignature({ ...base(), body })).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(500);
  });

  it("is looked for in a body that is far larger than any webhook", () => {
    const body = { list: many(1_000, { text: "ü".repeat(50), more: [[1]] }) };
    const genuine = sign("sha512", Buffer.from(WRITERS.spaced_ascii(body)), pair.privateKey).toString("hex");
    expect(proveVoltSignature({ ...base(), body, signature: genuine })).toMatchObject({
      writing: "spaced_ascii",
    });
    const start = performance.now();
    expect(proveVoltSignature({ ...base(), body })).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(500);
  });

  it.each([
    ["zeros", Buffer.alloc(128)],
    ["one", Buffer.concat([Buffer.alloc(127), Buffer.from([1])])],
    ["more than the modulus", Buffer.alloc(128, 0xff)],
  ])("is not taken where it is %s", (_case, bytes) => {
    expect(proveVoltSignature({ ...base(), signature: bytes.toString("hex") })).toBeUndefined();
  });

  it("is not taken under another key", () => {
    expect(proveVoltSignature(base())).toBeDefined();
    expect(proveVoltSignature({ ...base(), key })).toBeUndefined();
    const other: KeyObject = generateKeyPairSync("rsa", { modulusLength: 1_024 }).publicKey;
    expect(proveVoltSignature({ ...base(), key: other })).toBeUndefined();
  });

  it("is not taken for a body whose keys are in another order", () => {
    const { type, ...rest } = FAILED;
    expect(proveVoltSignature({ ...base(), body: { ...rest, type } })).toBeUndefined();
  });
});
