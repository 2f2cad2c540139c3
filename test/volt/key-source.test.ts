import { generateKeyPairSync } from "node:crypto";
import { createHttp } from "../../src/relay/axios-http";
import { ConfigurationError, KeyUnavailableError, NetworkError } from "../../src/relay/errors";
import type { Http, HttpResponse } from "../../src/relay/http";
import { startStandIn, type StandIn } from "../../src/sandbox/stand-in/stand-in";
import { voltKeySource } from "../../src/volt/key-source";
import { openSshLine } from "./openssl";

const HOUR = 60 * 60 * 1_000;
const newKey = () => generateKeyPairSync("rsa", { modulusLength: 1_024 }).publicKey;
const [first, second] = [newKey(), newKey()];
const line = (key: typeof first) => openSshLine(key.export({ type: "spki", format: "pem" }).toString());

let clock = 0;
let answers: (() => Promise<HttpResponse>)[] = [];
let asked = 0;
const now = () => clock;
const http: Http = () => {
  asked++;
  const answer = answers.length > 1 ? answers.shift() : answers[0];
  return answer?.() ?? Promise.reject(new Error("Nobody expected this request."));
};
const gives =
  (body: string, status = 200) =>
  () =>
    Promise.resolve({ status, headers: {}, body });
const fails = () => Promise.reject(new NetworkError("ECONNREFUSED", false));

beforeEach(() => {
  clock = 1_000_000;
  asked = 0;
  answers = [gives(line(first))];
});

const fetched = () => voltKeySource({ url: "https://callbacks.example/id_rsa.pub", http, now });

describe("a key that is set", () => {
  const source = voltKeySource({
    fixedKey: line(first),
    url: "https://callbacks.example/id_rsa.pub",
    http,
    now,
  });

  it("is the only one, and its host is never asked", async () => {
    const key = await source.current(1_000);
    expect(key.equals(first)).toBe(true);
    expect(await source.successorOf(key, 1_000)).toBeUndefined();
    expect(asked).toBe(0);
  });

  it("is refused at once where it is none", () => {
    const make = () => voltKeySource({ fixedKey: "nonsense", url: "https://x.example", http, now });
    expect(make).toThrow(ConfigurationError);
    expect(make).toThrow("VOLT_WEBHOOK_PUBLIC_KEY: This is no RSA public key.");
  });
});

describe("a key that is fetched", () => {
  it("is fetched once, when it is first needed, and again after an hour", async () => {
    const source = fetched();
    expect(asked).toBe(0);
    for (let n = 0; n < 3; n++) expect((await source.current(1_000)).equals(first)).toBe(true);
    clock += HOUR - 1;
    await source.current(1_000);
    expect(asked).toBe(1);
    clock += 1;
    answers = [gives(line(second))];
    expect((await source.current(1_000)).equals(second)).toBe(true);
    expect(asked).toBe(2);
  });

  it("is fetched once for all who wait for it", async () => {
    const source = fetched();
    const all = await Promise.all(Array.from({ length: 5 }, () => source.current(1_000)));
    expect(all.every((key) => key.equals(first))).toBe(true);
    expect(asked).toBe(1);
  });

  it("has a successor once it was rotated", async () => {
    const source = fetched();
    const key = await source.current(1_000);
    answers = [gives(line(second))];
    clock += 5_000;
    expect((await source.successorOf(key, 1_000))?.equals(second)).toBe(true);
    expect((await source.current(1_000)).equals(second)).toBe(true);
    // Another request that failed under the old key need not ask.
    expect((await source.successorOf(key, 1_000))?.equals(second)).toBe(true);
    expect(asked).toBe(2);
  });

  it("has no successor while its host has the same, which is not asked more than once in five seconds", async () => {
    const source = fetched();
    const key = await source.current(1_000);
    for (let n = 0; n < 100; n++) {
      clock += 100;
      expect(await source.successorOf(key, 1_000)).toBeUndefined();
    }
    expect(asked).toBe(3);
  });

  it.each([
    ["is down", fails],
    ["answers 500", gives("", 500)],
    ["redirects", gives(line(second), 302)],
    ["has a page instead", gives("<!doctype html>")],
    ["has a book instead", gives(line(second) + "x".repeat(16_000))],
  ])("is not known while its host %s", async (_case, answer) => {
    answers = [answer];
    const source = fetched();
    await expect(source.current(1_000)).rejects.toThrow(KeyUnavailableError);
    // Shortly after, nobody asks again; then it is tried anew.
    await expect(source.current(1_000)).rejects.toThrow(KeyUnavailableError);
    expect(asked).toBe(1);
    clock += 5_000;
    answers = [gives(line(first))];
    expect((await source.current(1_000)).equals(first)).toBe(true);
  });

  it("holds for up to a day while its host is down", async () => {
    const source = fetched();
    await source.current(1_000);
    answers = [fails];
    clock += 24 * HOUR - 1;
    expect((await source.current(1_000)).equals(first)).toBe(true);
    clock += 5_000;
    await expect(source.current(1_000)).rejects.toThrow(KeyUnavailableError);
  });

  it("cannot be said to hold or not while its host is down", async () => {
    const source = fetched();
    const key = await source.current(1_000);
    answers = [fails];
    clock += 5_000;
    await expect(source.successorOf(key, 1_000)).rejects.toThrow(KeyUnavailableError);
    await expect(source.successorOf(key, 1_000)).rejects.toThrow(KeyUnavailableError);
    expect(asked).toBe(2);
  });

  it("lets a fault of the relay's own through", async () => {
    answers = [() => Promise.reject(new TypeError("a fault"))];
    await expect(fetched().current(1_000)).rejects.toThrow(TypeError);
  });
});

describe("over the network", () => {
  let host: StandIn;
  beforeEach(async () => {
    host = await startStandIn({
      routes: [
        { method: "GET", path: /^\/id_rsa\.pub$/, act: () => ({ status: 200, body: `${line(first)}\n` }) },
      ],
      notFound: () => ({ status: 404 }),
    });
  });
  afterEach(() => host.close());
  const overNetwork = () =>
    voltKeySource({ url: `${host.url}/id_rsa.pub`, http: createHttp({ keepAlive: false }), now });

  it("is fetched from its URL, without a secret", async () => {
    expect((await overNetwork().current(1_000)).equals(first)).toBe(true);
    expect(host.requests).toMatchObject([{ method: "GET", path: "/id_rsa.pub", body: "" }]);
    expect(host.requests[0]?.headers.authorization).toBeUndefined();
  });

  it.each([["hang"], ["trickle"], ["reset"]] as const)(
    "is given up within the time that is left where its host does this: %s",
    async (fault) => {
      host.always(fault);
      const start = performance.now();
      await expect(overNetwork().current(60)).rejects.toMatchObject({
        name: "KeyUnavailableError",
        code: "key_unavailable",
        status: 503,
        retryable: true,
      });
      expect(performance.now() - start).toBeLessThan(1_000);
    },
  );

  it("is not looked for where its host redirects", async () => {
    host.next({ status: 302, headers: { location: `${host.url}/elsewhere` } });
    await expect(overNetwork().current(1_000)).rejects.toThrow(KeyUnavailableError);
    expect(host.requests).toHaveLength(1);
  });

  it("is waited for no longer than two seconds", async () => {
    const limits: number[] = [];
    const watched: Http = ({ timeoutMs }) => {
      limits.push(timeoutMs);
      return gives(line(first))();
    };
    await voltKeySource({ url: "https://callbacks.example", http: watched, now }).current(8_000);
    expect(limits).toEqual([2_000]);
  });
});
