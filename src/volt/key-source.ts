import type { KeyObject } from "node:crypto";
import { ConfigurationError, KeyUnavailableError, NetworkError } from "../relay/errors";
import type { Http } from "../relay/http";
import { parsePublicKey } from "./public-key";

/** Where the public key comes from that Volt's signatures are checked with. */
export interface KeySource {
  /** @throws KeyUnavailableError */
  current(timeoutMs: number): Promise<KeyObject>;
  /**
   * The key that has taken the place of this one, under which a signature does not fit; undefined where it still holds.
   *
   * @throws KeyUnavailableError where that cannot be known: the signature may be good, so its sender should come again
   */
  successorOf(key: KeyObject, timeoutMs: number): Promise<KeyObject | undefined>;
}

export interface KeySourceOptions {
  /** VOLT_WEBHOOK_PUBLIC_KEY: the only key, whatever the URL has. */
  readonly fixedKey?: string | undefined;
  /** VOLT_WEBHOOK_PUBLIC_KEY_URL; the key is fetched when it is first needed. */
  readonly url: string;
  readonly http: Http;
  readonly now: () => number;
}

/** A key that Volt has withdrawn is believed no longer than this. */
const FRESH_MS = 60 * 60 * 1_000;
/** … unless its host cannot be asked; then up to a day. */
const STALE_MS = 24 * 60 * 60 * 1_000;
/**
 * The host is asked no more often, however many signatures are forged, and whether it answers or not. What the new key has
 * signed is refused that long where Volt rotates it right after it was fetched.
 */
const ASK_INTERVAL_MS = 5_000;
const ASK_TIMEOUT_MS = 2_000;
/** An RSA key of 8,192 bits takes some 1,500 characters. */
const MOST_CHARACTERS = 16_000;

/** @throws ConfigurationError where the fixed key is none */
export function voltKeySource({ fixedKey, ...host }: KeySourceOptions): KeySource {
  return fixedKey === undefined ? fetchedKey(host) : fixed(settingsKey(fixedKey));
}

function settingsKey(text: string): KeyObject {
  try {
    return parsePublicKey(text);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new ConfigurationError(`VOLT_WEBHOOK_PUBLIC_KEY: ${error.message}`);
  }
}

function fixed(key: KeyObject): KeySource {
  return { current: () => Promise.resolve(key), successorOf: () => Promise.resolve(undefined) };
}

function fetchedKey(host: Omit<KeySourceOptions, "fixedKey">): KeySource {
  const { now } = host;
  let kept: { readonly key: KeyObject; readonly at: number } | undefined;
  let asked: { readonly at: number; readonly answer: Promise<KeyObject> } | undefined;

  /** Whoever comes while the host is being asked, or shortly after, gets the same answer or the same failure. */
  function ask(timeoutMs: number): Promise<KeyObject> {
    if (asked === undefined || now() - asked.at >= ASK_INTERVAL_MS) {
      asked = { at: now(), answer: fetchAndKeep(Math.min(timeoutMs, ASK_TIMEOUT_MS)) };
    }
    return asked.answer;
  }

  async function fetchAndKeep(timeoutMs: number): Promise<KeyObject> {
    const key = await fetchKey(host, timeoutMs);
    kept = { key, at: now() };
    return key;
  }

  return {
    async current(timeoutMs) {
      const before = kept;
      const age = before === undefined ? Infinity : now() - before.at;
      if (before !== undefined && age < FRESH_MS) return before.key;
      try {
        return await ask(timeoutMs);
      } catch (error) {
        if (before !== undefined && age < STALE_MS && error instanceof KeyUnavailableError) return before.key;
        throw error;
      }
    },
    async successorOf(key, timeoutMs) {
      // Where another request has fetched it meanwhile, there is no need to ask.
      const newest = kept === undefined || kept.key.equals(key) ? await ask(timeoutMs) : kept.key;
      return newest.equals(key) ? undefined : newest;
    },
  };
}

async function fetchKey(
  { url, http }: Pick<KeySourceOptions, "url" | "http">,
  timeoutMs: number,
): Promise<KeyObject> {
  try {
    const { status, body } = await http({ method: "GET", url, headers: {}, timeoutMs });
    if (status !== 200) throw unavailable(`its host answered ${status}`);
    if (body.length > MOST_CHARACTERS) throw unavailable("what its host answered is too long for a key");
    return parsePublicKey(body);
  } catch (error) {
    if (error instanceof NetworkError) throw unavailable(`its host was not reached (${error.reason})`, error);
    if (error instanceof ConfigurationError) throw unavailable("what its host answered is none", error);
    throw error;
  }
}

function unavailable(why: string, cause?: unknown): KeyUnavailableError {
  return new KeyUnavailableError(
    `Volt's public key cannot be read now: ${why}. Send it again. VOLT_WEBHOOK_PUBLIC_KEY_URL says where the key is, or VOLT_WEBHOOK_PUBLIC_KEY holds it.`,
    { cause },
  );
}
