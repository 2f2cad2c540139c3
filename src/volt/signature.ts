import { constants, verify, type KeyObject } from "node:crypto";
import { isJsonObject, type JsonObject } from "../relay/json";
import { JSON_WRITINGS, rewriteJson, type JsonWriting } from "../relay/json-forms";
import { decodeSignature, type DecodedSignature } from "./signature-encoding";

export type SignatureDigest = "sha256" | "sha512" | "sha1";

/** How Volt signs, as far as it can be known: none of it is documented. */
export interface SignatureForm {
  readonly writing: JsonWriting;
  readonly digest: SignatureDigest;
  readonly padding: "pkcs1" | "pss";
}

/** One for each instance: the form that fitted last, which is tried first. */
export interface SignatureMemory {
  form?: SignatureForm;
}

export interface SignedBody {
  /** The X-Respond-Flow-Signature header. */
  readonly signature: string;
  /** The body, as parsed: its own keys only, in their order. */
  readonly body: JsonObject;
  readonly key: KeyObject;
  /** SHA-1 only where someone has pinned it. */
  readonly digests: readonly SignatureDigest[];
  readonly memory: SignatureMemory;
}

export interface ProvenForm extends SignatureForm {
  readonly encoding: DecodedSignature["encoding"];
}

export const DEFAULT_DIGESTS: readonly SignatureDigest[] = ["sha256", "sha512"];

/** A webhook has some 1,000 characters, in three levels. Nothing larger is proven: a forger could make it cost seconds. */
const MOST_CHARACTERS = 64_000;
const MOST_LEVELS = 32;

const PADDINGS = {
  pkcs1: { padding: constants.RSA_PKCS1_PADDING },
  pss: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO },
};

/**
 * How Volt has signed this body; undefined where it has not, or not in a way that can be reproduced.
 *
 * Volt signs the raw body, which a Function never sees, so it is written anew, in each of the ways that are likely. What
 * parsing loses cannot be written again: `1.0`, other white space, escapes that need none, repeated keys, the place of keys
 * that look like integers. So a signature that does not fit is no proof of forgery, while one that fits proves every word.
 * A forged one costs 17 verifications at the most, of 30 to 60 µs each where the body has the usual size and of 1 ms where
 * it is as large as it may be; a good one in a known form costs one.
 * https://simonsays.atlassian.net/wiki/spaces/VAPI/blog/2022/06/24/6651985
 */
export function proveVoltSignature({
  signature,
  body,
  key,
  digests,
  memory,
}: SignedBody): ProvenForm | undefined {
  const decoded = decodeSignature(signature, modulusBytes(key));
  if (decoded === undefined) return undefined;
  if (!isOfUsualSize(body)) return undefined;
  const { bytes, encoding } = decoded;
  const textIn = textsOf(body);
  const fits = ({ writing, digest, padding }: SignatureForm) =>
    verify(digest, textIn(writing), { key, ...PADDINGS[padding] }, bytes);

  const known = memory.form;
  if (known !== undefined && digests.includes(known.digest) && fits(known)) return { ...known, encoding };
  const form = formsOf(textIn, digests).find(fits);
  if (form === undefined) return undefined;
  memory.form = form;
  return { ...form, encoding };
}

function modulusBytes(key: KeyObject): number {
  return Math.ceil((key.asymmetricKeyDetails?.modulusLength ?? 0) / 8);
}

/** Looks no further than it has to, so that this costs next to nothing, too. */
function isOfUsualSize(body: JsonObject): boolean {
  let characters = 0;
  const fits = (value: unknown, levels: number): boolean => {
    characters += typeof value === "string" ? value.length : 1;
    if (characters > MOST_CHARACTERS || levels > MOST_LEVELS) return false;
    if (Array.isArray(value)) return value.every((one) => fits(one, levels + 1));
    if (!isJsonObject(value)) return true;
    return Object.keys(value).every((name) => {
      characters += name.length;
      return fits(value[name], levels + 1);
    });
  };
  return fits(body, 0);
}

/** Writes the body in each way once, when it is first needed. */
function textsOf(body: JsonObject): (writing: JsonWriting) => Buffer {
  const compact = JSON.stringify(body);
  const texts = new Map<JsonWriting, Buffer>();
  return (writing) => {
    const text = texts.get(writing) ?? Buffer.from(rewriteJson(compact, writing));
    texts.set(writing, text);
    return text;
  };
}

/** Ways to write this body that come to the same text count once. */
function formsOf(
  textIn: (writing: JsonWriting) => Buffer,
  digests: readonly SignatureDigest[],
): SignatureForm[] {
  const isFirst = (writing: JsonWriting) =>
    JSON_WRITINGS.find((other) => textIn(other).equals(textIn(writing))) === writing;
  return JSON_WRITINGS.filter(isFirst).flatMap((writing) =>
    digests.flatMap((digest): SignatureForm[] => [
      { writing, digest, padding: "pkcs1" },
      { writing, digest, padding: "pss" },
    ]),
  );
}
