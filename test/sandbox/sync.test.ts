import { closeAfterEach } from "./close-after-each";
import { accountSid, credentials, services, startSandboxSync } from "./sync-fixture";
import type { Told } from "./sync-fixture";

const opened = closeAfterEach();
const sidPattern = (prefix: string) => expect.stringMatching(new RegExp(`^${prefix}[0-9a-f]{32}$`)) as string;

async function start(options: Parameters<typeof startSandboxSync>[0] = {}) {
  const started = await startSandboxSync(options);
  opened(started.sync);
  return started;
}

/** With the map `outbox` in it. */
async function startWithMap(options: Parameters<typeof startSandboxSync>[0] = {}) {
  const started = await start(options);
  await started.createMap("outbox");
  return { ...started, outbox: `${services}/Maps/outbox`, items: `${services}/Maps/outbox/Items` };
}

const told = ({ status, body }: Told) => [status, body.code ?? null];
const keysOf = ({ body }: Told) => (body.items as { key: string }[]).map(({ key }) => key);
const metaOf = ({ body }: Told) => body.meta as Record<string, string | number | null>;

describe("who may call what", () => {
  test.each([
    { case: "no credentials", authorization: "" },
    {
      case: "a wrong token",
      authorization: `Basic ${Buffer.from(`${accountSid}:wrong`).toString("base64")}`,
    },
    { case: "another scheme", authorization: credentials.replace("Basic", "Bearer") },
  ])("$case is refused with 401 and 20003", async ({ authorization }) => {
    const { call, sync } = await start();
    const answer = await call("POST", `${services}/Maps`, { UniqueName: "outbox" }, { authorization });
    expect(told(answer)).toEqual([401, 20003]);
    expect(sync.writes).toBe(0);
  });

  test.each([
    { method: "GET", path: "/v1/Services" },
    { method: "GET", path: `/v1/Services/IS${"0".repeat(32)}/Maps` },
    { method: "GET", path: `${services}/Documents` },
    { method: "GET", path: `${services}/Maps/` },
    { method: "GET", path: `${services}/Maps/nowhere` },
    { method: "DELETE", path: `${services}/Maps/nowhere` },
    { method: "GET", path: `${services}/Maps/nowhere/Items` },
    { method: "POST", path: `${services}/Maps/nowhere/Items`, form: { Key: "k", Data: "{}" } },
    { method: "GET", path: `${services}/Maps/outbox/Items/nothing` },
    { method: "POST", path: `${services}/Maps/outbox/Items/nothing`, form: { Data: "{}" } },
    { method: "DELETE", path: `${services}/Maps/outbox/Items/nothing` },
    { method: "GET", path: `${services}/Maps/outbox/Items/%` },
  ])("there is no $method $path", async ({ method, path, form }) => {
    const { call } = await startWithMap();
    const answer = await call(method, path, form);
    expect([answer.status, answer.body]).toEqual([
      404,
      {
        code: 20404,
        message: `The requested resource ${path.slice("/v1".length)} was not found`,
        more_info: "https://www.twilio.com/docs/errors/20404",
        status: 404,
      },
    ]);
  });

  test.each([
    { method: "POST", path: `${services}/Maps`, form: { uniqueName: "other" } },
    { method: "POST", path: `${services}/Maps?UniqueName=other`, form: {} },
    { method: "GET", path: `${services}/Maps?Order=asc` },
    { method: "POST", path: `${services}/Maps/outbox/Items`, form: { Key: "k", Data: "{}", TTL: "1" } },
    { method: "GET", path: `${services}/Maps/outbox/Items?Limit=1` },
    { method: "DELETE", path: `${services}/Maps/outbox/Items/k?IfMatch=0` },
  ])("$method $path is told of a parameter that does not exist", async ({ method, path, form }) => {
    const { call, sync } = await startWithMap();
    const answer = await call(method, path, form);
    expect([...told(answer), answer.body.message]).toEqual([
      400,
      20001,
      expect.stringMatching(/^Unknown parameter: /),
    ]);
    expect(sync.writes).toBe(1);
  });

  test("the default service tells its SID, which then stands for it", async () => {
    const { call, sync } = await start();
    const { status, body } = await call("GET", services);
    expect(status).toBe(200);
    expect(body).toMatchObject({ sid: sync.serviceSid, unique_name: "default", account_sid: accountSid });
    expect(body.sid).toEqual(sidPattern("IS"));
    await call("POST", `/v1/Services/${sync.serviceSid}/Maps`, { UniqueName: "outbox" });
    expect((await call("GET", `${services}/Maps/outbox`)).status).toBe(200);
  });
});

describe("maps", () => {
  test("a map is created and found by its name and by its SID", async () => {
    const { sync, call, createMap } = await start();
    const created = await createMap("outbox");
    const { sid } = created.body as { sid: string };
    const url = `https://sync.twilio.com/v1/Services/${sync.serviceSid}/Maps/${sid}`;
    expect([created.status, created.body]).toEqual([
      201,
      {
        sid: sidPattern("MP"),
        unique_name: "outbox",
        account_sid: accountSid,
        service_sid: sync.serviceSid,
        url,
        links: { items: `${url}/Items`, permissions: `${url}/Permissions` },
        revision: "0",
        date_expires: null,
        date_created: "2015-07-30T20:00:00Z",
        date_updated: "2015-07-30T20:00:00Z",
        created_by: "system",
      },
    ]);
    for (const name of ["outbox", sid])
      expect((await call("GET", `${services}/Maps/${name}`)).body).toEqual(created.body);
  });

  test("a name is given once, and again after its map is deleted", async () => {
    const { sync, call, createMap } = await start();
    await createMap("outbox");
    const second = await createMap("outbox");
    expect([...told(second), second.body.message]).toEqual([409, 54301, "Unique name already exists"]);
    expect(sync.writes).toBe(1);
    expect((await call("DELETE", `${services}/Maps/outbox`)).status).toBe(204);
    expect((await createMap("outbox")).status).toBe(201);
  });

  test.each([
    { case: "empty", UniqueName: "" },
    { case: "257 characters", UniqueName: "x".repeat(257) },
    { case: "a SID's form", UniqueName: `MP${"0".repeat(32)}` },
  ])("a name of $case is refused", async ({ UniqueName }) => {
    const { createMap } = await start();
    expect(told(await createMap(UniqueName))).toEqual([400, 54302]);
    expect((await createMap("x".repeat(256))).status).toBe(201);
  });

  test("maps without a name, or with an odd one, are found all the same", async () => {
    const { sync, call, createMap } = await start();
    const unnamed = await call("POST", `${services}/Maps`, {});
    expect(unnamed.body.unique_name).toBeNull();
    await createMap("one & two");
    expect((await call("GET", `${services}/Maps/one%20%26%20two`)).status).toBe(200);
    expect([...sync.maps.keys()]).toEqual([unnamed.body.sid, "one & two"]);
  });

  test("maps are listed by pages", async () => {
    const { call, createMap } = await start();
    for (const name of ["a", "b", "c"]) await createMap(name);
    const first = await call("GET", `${services}/Maps?PageSize=2`);
    const { next_page_url: next } = metaOf(first);
    const second = await call("GET", String(next).replace("https://sync.twilio.com", ""));
    const maps = [first, second].map(({ body }) => body.maps as { unique_name: string }[]);
    expect(maps.map(({ length }) => length)).toEqual([2, 1]);
    expect(new Set(maps.flat().map((map) => map.unique_name))).toEqual(new Set(["a", "b", "c"]));
    expect(metaOf(second).next_page_url).toBeNull();
  });
});

describe("items", () => {
  test("an item is created, read, updated and deleted", async () => {
    const { sync, call, createItem, items, passSeconds } = await startWithMap();
    const created = await createItem("outbox", "twilio:SM1", { attempts: 0, why: "café" });
    const mapSid = created.body.map_sid as string;
    expect([created.status, created.headers.get("etag"), created.body]).toEqual([
      201,
      "0",
      {
        key: "twilio:SM1",
        account_sid: accountSid,
        service_sid: sync.serviceSid,
        map_sid: sidPattern("MP"),
        url: `https://sync.twilio.com/v1/Services/${sync.serviceSid}/Maps/${mapSid}/Items/twilio%3ASM1`,
        revision: "0",
        data: { attempts: 0, why: "café" },
        date_expires: null,
        date_created: "2015-07-30T20:00:00Z",
        date_updated: "2015-07-30T20:00:00Z",
        created_by: "system",
      },
    ]);
    const read = await call("GET", `${items}/twilio:SM1`);
    expect([read.status, read.body]).toEqual([200, created.body]);

    passSeconds(5);
    const updated = await call("POST", `${items}/twilio:SM1`, { Data: '{"attempts":1}' });
    expect([updated.status, updated.headers.get("etag"), updated.body]).toEqual([
      200,
      "1",
      { ...created.body, revision: "1", data: { attempts: 1 }, date_updated: "2015-07-30T20:00:05Z" },
    ]);

    expect((await call("DELETE", `${items}/twilio:SM1`)).status).toBe(204);
    expect((await call("GET", `${items}/twilio:SM1`)).status).toBe(404);
    expect(sync.writes).toBe(4);
  });

  test("a key is created once, and the first item stays", async () => {
    const { sync, createItem } = await startWithMap();
    await createItem("outbox", "k", { first: true });
    const second = await createItem("outbox", "k", { first: false });
    expect([...told(second), second.body.message]).toEqual([
      409,
      54208,
      "An Item with given key already exists in the Map",
    ]);
    expect(sync.maps.get("outbox")?.get("k")?.data).toEqual({ first: true });
  });

  test("a key that is deleted and created again has its first revision again", async () => {
    const { call, createItem, items } = await startWithMap();
    await createItem("outbox", "k");
    await call("DELETE", `${items}/k`);
    expect((await createItem("outbox", "k")).body.revision).toBe("0");
  });

  test.each([
    { case: "no key", form: { Data: "{}" }, answer: [400, 20001] },
    { case: "no data", form: { Key: "k" }, answer: [400, 20001] },
    { case: "an empty key", form: { Key: "", Data: "{}" }, answer: [400, 54209] },
    { case: "a key of 321 characters", form: { Key: "k".repeat(321), Data: "{}" }, answer: [400, 54209] },
    { case: "data that is no JSON", form: { Key: "k", Data: "{" }, answer: [400, 54008] },
    { case: "an array", form: { Key: "k", Data: "[]" }, answer: [400, 54008] },
    { case: "a text", form: { Key: "k", Data: '"x"' }, answer: [400, 54008] },
    { case: "null", form: { Key: "k", Data: "null" }, answer: [400, 54008] },
    {
      case: "data of 16 KiB and a byte",
      form: { Key: "k", Data: `{"x":"${"x".repeat(16 * 1024 - 7)}"}` },
      answer: [413, 54006],
    },
    {
      case: "data of 16 KiB in fewer characters",
      form: { Key: "k", Data: `{"x":"${"é".repeat(8 * 1024)}"}` },
      answer: [413, 54006],
    },
    { case: "a negative TTL", form: { Key: "k", Data: "{}", Ttl: "-1" }, answer: [400, 54011] },
    { case: "a TTL of a fraction", form: { Key: "k", Data: "{}", ItemTtl: "1.5" }, answer: [400, 54011] },
    {
      case: "a TTL of more than a year",
      form: { Key: "k", Data: "{}", CollectionTtl: "31536001" },
      answer: [400, 54011],
    },
  ])("$case is refused and stores nothing", async ({ form, answer }) => {
    const { sync, call, items } = await startWithMap();
    expect(told(await call("POST", items, form))).toEqual(answer);
    expect([sync.maps.get("outbox")?.size, sync.writes]).toEqual([0, 1]);
  });

  test("what is just within the limits is taken", async () => {
    const { call, items } = await startWithMap();
    const form = { Key: "k".repeat(320), Data: `{"x":"${"x".repeat(16 * 1024 - 8)}"}`, Ttl: "31536000" };
    expect((await call("POST", items, form)).status).toBe(201);
  });

  test.each(["with space", "50% & more", "émoji-café", "a+b", "+15550100123", "..x", "#1", "a:b"])(
    "the key %j is found URL-encoded",
    async (key) => {
      const { call, createItem, items } = await startWithMap();
      const path = `${items}/${encodeURIComponent(key)}`;
      await createItem("outbox", key, { n: 1 });
      expect((await call("GET", path)).body).toMatchObject({ key, data: { n: 1 } });
      expect((await call("POST", path, { Data: "{}" })).body).toMatchObject({ key, data: {} });
      expect((await call("DELETE", path)).status).toBe(204);
    },
  );

  test("a key with a slash can be created and listed, but no more", async () => {
    const { call, createItem, items } = await startWithMap();
    expect((await createItem("outbox", "a/b")).status).toBe(201);
    expect(keysOf(await call("GET", items))).toEqual(["a/b"]);
    for (const path of ["a/b", "a%2Fb"]) expect((await call("GET", `${items}/${path}`)).status).toBe(404);
  });

  test.each([
    { case: "nothing", form: {} },
    { case: "the map's TTL only", form: { CollectionTtl: "60" } },
  ])("an update with $case is refused", async ({ form }) => {
    const { call, createItem, items } = await startWithMap();
    await createItem("outbox", "k");
    expect(told(await call("POST", `${items}/k`, form))).toEqual([400, 54010]);
  });

  test("a map's revision changes with its items, and its items go with it", async () => {
    const { sync, call, createMap, createItem, outbox, items } = await startWithMap();
    await createItem("outbox", "k");
    await call("POST", `${items}/k`, { Data: "{}" });
    expect((await call("GET", outbox)).body.revision).toBe("2");
    await call("DELETE", outbox);
    await createMap("outbox");
    expect(sync.maps).toEqual(new Map([["outbox", new Map()]]));
  });
});

describe("If-Match", () => {
  test.each([
    { method: "POST", form: { Data: '{"n":2}' }, done: 200 },
    { method: "DELETE", form: undefined, done: 204 },
  ])("$method happens only at the revision that it expects", async ({ method, form, done }) => {
    const { sync, call, createItem, items } = await startWithMap();
    await createItem("outbox", "k", { n: 0 });
    await call("POST", `${items}/k`, { Data: '{"n":1}' });

    const stale = await call(method, `${items}/k`, form, { "if-match": "0" });
    expect([...told(stale), stale.body.message]).toEqual([
      412,
      54205,
      "The revision of the Map Item does not match the expected revision",
    ]);
    expect(sync.maps.get("outbox")?.get("k")).toMatchObject({ data: { n: 1 }, revision: "1" });

    expect((await call(method, `${items}/k`, form, { "if-match": "1" })).status).toBe(done);
  });

  test.each(["*", '"0"', "latest"])("%s is no revision", async (revision) => {
    const { call, createItem, items } = await startWithMap();
    await createItem("outbox", "k");
    const answer = await call("POST", `${items}/k`, { Data: "{}" }, { "if-match": revision });
    expect(told(answer)).toEqual([400, 54003]);
  });

  test("of writers that have read the same revision one gets through", async () => {
    const { call, createItem, items } = await startWithMap();
    await createItem("outbox", "k");
    const write = (n: number) =>
      call("POST", `${items}/k`, { Data: JSON.stringify({ n }) }, { "if-match": "0" });
    const statuses = (await Promise.all([1, 2, 3, 4, 5].map(write))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 412, 412, 412, 412]);
  });
});

describe("lists", () => {
  const keys = ["a", "b", "c", "d", "e"];

  async function startWithItems() {
    const started = await startWithMap();
    for (const key of keys.toReversed()) await started.createItem("outbox", key, { of: key });
    const get = (url: unknown) => started.call("GET", String(url).replace("https://sync.twilio.com", ""));
    return { ...started, get };
  }

  test("a list says where it is and what comes next, and both are Twilio's own URLs", async () => {
    const { sync, call, get, items, outbox } = await startWithItems();
    const { sid } = (await call("GET", outbox)).body as { sid: string };
    const base = `https://sync.twilio.com/v1/Services/${sync.serviceSid}/Maps/${sid}/Items`;
    const first = await call("GET", `${items}?From=a&PageSize=2`);
    expect(keysOf(first)).toEqual(["a", "b"]);
    expect(metaOf(first)).toEqual({
      key: "items",
      page: 0,
      page_size: 2,
      first_page_url: `${base}?From=a&PageSize=2&Page=0`,
      previous_page_url: null,
      url: `${base}?From=a&PageSize=2&Page=0`,
      next_page_url: expect.stringMatching(/\/Items\?From=a&PageSize=2&Page=1&PageToken=\w+$/) as string,
    });
    const second = await get(metaOf(first).next_page_url);
    const third = await get(metaOf(second).next_page_url);
    expect([keysOf(second), keysOf(third)]).toEqual([["c", "d"], ["e"]]);
    expect([metaOf(third).page, metaOf(third).next_page_url]).toEqual([2, null]);
    expect(keysOf(await get(metaOf(third).previous_page_url))).toEqual(["c", "d"]);
  });

  test.each([
    { query: "", expected: ["a", "b", "c", "d", "e"] },
    { query: "Order=desc", expected: ["e", "d", "c", "b", "a"] },
    { query: "From=c", expected: ["c", "d", "e"] },
    { query: "From=c&Bounds=exclusive", expected: ["d", "e"] },
    { query: "From=bb", expected: ["c", "d", "e"] },
    { query: "From=c&Order=desc", expected: ["c", "b", "a"] },
    { query: "From=c&Order=desc&Bounds=exclusive", expected: ["b", "a"] },
    { query: "From=x", expected: [] },
    { query: "Bounds=exclusive", expected: ["a", "b", "c", "d", "e"] },
    { query: "PageSize=2&Page=1", expected: ["a", "b"] },
  ])("?$query lists $expected", async ({ query, expected }) => {
    const { call, items } = await startWithItems();
    expect(keysOf(await call("GET", `${items}?${query}`))).toEqual(expected);
  });

  test.each([
    { query: "PageSize=0", code: 20006 },
    { query: "PageSize=101", code: 20006 },
    { query: "PageSize=x", code: 20006 },
    { query: "Order=up", code: 20001 },
    { query: "Bounds=none", code: 20001 },
    { query: "Page=-1", code: 20001 },
    { query: "PageToken=c", code: 20001 },
  ])("?$query is refused", async ({ query, code }) => {
    const { call, items } = await startWithItems();
    expect(told(await call("GET", `${items}?${query}`))).toEqual([400, code]);
  });

  test("a page goes on where the one before ended, whatever was written and deleted in between", async () => {
    const { call, createItem, get, items } = await startWithItems();
    const first = await call("GET", `${items}?PageSize=2`);
    await createItem("outbox", "aa");
    await createItem("outbox", "cc");
    for (const key of ["a", "b", "d"]) await call("DELETE", `${items}/${key}`);
    const second = await get(metaOf(first).next_page_url);
    expect(keysOf(second)).toEqual(["c", "cc"]);
    expect(keysOf(await get(metaOf(second).next_page_url))).toEqual(["e"]);
  });
});

describe("expiry", () => {
  test("an item is there until its time is over, and its key is free then", async () => {
    const { sync, createItem, call, items, passSeconds } = await startWithMap();
    const created = await createItem("outbox", "k", {}, { Ttl: "60" });
    expect(created.body.date_expires).toBe("2015-07-30T20:01:00Z");
    passSeconds(59);
    expect((await call("GET", `${items}/k`)).status).toBe(200);
    expect(sync.maps.get("outbox")?.get("k")?.dateExpires).toBe("2015-07-30T20:01:00Z");
    passSeconds(1);
    expect((await call("GET", `${items}/k`)).status).toBe(404);
    expect(keysOf(await call("GET", items))).toEqual([]);
    expect([sync.maps.get("outbox")?.size, sync.writes]).toEqual([0, 2]);
    expect((await createItem("outbox", "k")).status).toBe(201);
  });

  test.each([
    { case: "data only", form: { Data: "{}" }, expires: "2015-07-30T20:01:00Z" },
    { case: "another TTL", form: { Ttl: "60" }, expires: "2015-07-30T20:01:30Z" },
    {
      case: "both TTLs, of which the alias is ignored",
      form: { Ttl: "1", ItemTtl: "60" },
      expires: "2015-07-30T20:01:30Z",
    },
    { case: "a TTL of 0", form: { Ttl: "0" }, expires: null },
    { case: "an empty TTL", form: { ItemTtl: "" }, expires: null },
  ])("an update after 30 seconds with $case expires at $expires", async ({ form, expires }) => {
    const { call, createItem, items, passSeconds } = await startWithMap();
    await createItem("outbox", "k", {}, { Ttl: "60" });
    passSeconds(30);
    expect((await call("POST", `${items}/k`, form)).body).toMatchObject({
      date_expires: expires,
      revision: "1",
    });
  });

  test("of a map's two TTLs the alias is ignored", async () => {
    const { createMap } = await start();
    const { body } = await createMap("outbox", { Ttl: "1", CollectionTtl: "60" });
    expect(body.date_expires).toBe("2015-07-30T20:01:00Z");
  });

  test("a map expires with its items, unless a write to one of them moves it on", async () => {
    const { call, createMap, createItem, passSeconds } = await start();
    for (const name of ["kept", "left"]) {
      await createMap(name, { Ttl: "60" });
      await createItem(name, "k", {}, { ItemTtl: "3600" });
    }
    passSeconds(30);
    await createItem("kept", "l", {}, { CollectionTtl: "60" });
    expect((await call("GET", `${services}/Maps/kept`)).body.date_expires).toBe("2015-07-30T20:01:30Z");
    passSeconds(30);
    expect((await call("GET", `${services}/Maps/kept/Items/k`)).status).toBe(200);
    expect((await call("GET", `${services}/Maps/left`)).status).toBe(404);
    expect((await createMap("left")).status).toBe(201);
  });
});

describe("rates", () => {
  const small = { writesPerSecond: 2, readsPerSecond: 2, burstSeconds: 2 };

  /** How many of these in a row are not refused. */
  async function countUntilRefused(request: (n: number) => Promise<Told>) {
    for (let count = 0; ; count += 1) {
      const answer = await request(count);
      if (answer.status === 429) return { count, refusal: answer };
    }
  }

  test("the usual rates are 20 reads and 20 writes a second with ten seconds' worth at once", async () => {
    const { call, createItem, items } = await startWithMap();
    await createItem("outbox", "k");
    expect((await countUntilRefused(() => call("GET", `${items}/k`))).count).toBe(200);
    expect((await countUntilRefused(() => call("POST", `${items}/k`, { Data: "{}" }))).count).toBe(199);
  });

  test("a map's writes share one rate, which the refusal names", async () => {
    const { sync, call, createItem, items, outbox } = await startWithMap(small);
    const { sid } = (await call("GET", outbox)).body as { sid: string };
    await createItem("outbox", "k");
    await call("POST", `${items}/k`, { Data: "{}" });
    await createItem("outbox", "k");
    await call("DELETE", `${items}/k`);
    const refused = await createItem("outbox", "other");
    expect([refused.status, refused.body]).toEqual([
      429,
      {
        code: 54009,
        message: `Rate limit exceeded for write-map-${sid}`,
        more_info: "https://www.twilio.com/docs/errors/54009",
        status: 429,
      },
    ]);
    expect(refused.headers.has("retry-after")).toBe(false);
    expect([sync.maps.get("outbox")?.size, sync.writes]).toEqual([0, 4]);
  });

  test("time brings the rate back, and no more than a burst of it", async () => {
    const { call, items, passSeconds } = await startWithMap(small);
    const list = () => countUntilRefused(() => call("GET", items));
    expect((await list()).count).toBe(4);
    passSeconds(1);
    expect((await list()).count).toBe(2);
    passSeconds(0.4);
    expect((await list()).count).toBe(0);
    passSeconds(0.1);
    expect((await list()).count).toBe(1);
    passSeconds(3600);
    expect((await list()).count).toBe(4);
  });

  test("each map has its own rates, and reads and writes have one each", async () => {
    const { call, createMap, createItem, items } = await startWithMap(small);
    await createMap("other");
    await countUntilRefused((n) => createItem("outbox", `k${n}`));
    expect((await createItem("other", "k")).status).toBe(201);
    expect((await countUntilRefused(() => call("GET", `${items}/k0`))).count).toBe(4);
    expect((await call("GET", `${services}/Maps/other/Items/k`)).status).toBe(200);
  });

  test.each([
    { kib: 0.5, count: 200 },
    { kib: 1, count: 200 },
    { kib: 4, count: 50 },
    { kib: 10, count: 20 },
    { kib: 16, count: 20 },
  ])("data of $kib KiB is written $count times in a burst", async ({ kib, count }) => {
    const { call, createItem, items, passSeconds } = await startWithMap();
    await createItem("outbox", "k");
    passSeconds(10);
    const Data = `{"x":"${"x".repeat(kib * 1024 - 8)}"}`;
    expect((await countUntilRefused(() => call("POST", `${items}/k`, { Data }))).count).toBe(count);
  });

  test("creating and deleting maps share the service's rate", async () => {
    const { sync, call, createMap } = await start(small);
    await createMap("a");
    await call("DELETE", `${services}/Maps/a`);
    await createMap("b");
    await createMap("c");
    expect(told(await createMap("d"))).toEqual([429, 54009]);
    expect([...sync.maps.keys()]).toEqual(["b", "c"]);
  });

  test("lists of maps have a rate of their own", async () => {
    const { call, outbox } = await startWithMap(small);
    expect((await countUntilRefused(() => call("GET", `${services}/Maps`))).count).toBe(4);
    expect((await call("GET", outbox)).status).toBe(200);
  });
});

describe("what a test can look at", () => {
  test("the maps as they are, and how often they were written", async () => {
    const { sync, call, createItem, items } = await startWithMap();
    await createItem("outbox", "k", { n: 1 }, { Ttl: "60" });
    await call("GET", items);
    expect(sync.maps).toEqual(
      new Map([
        [
          "outbox",
          new Map([["k", { key: "k", data: { n: 1 }, revision: "0", dateExpires: "2015-07-30T20:01:00Z" }]]),
        ],
      ]),
    );
    expect(sync.writes).toBe(2);
  });

  test.each(["secret key", "first", 'Hello\n"you"', "name", "in a list", '"n":42', "outbox"])(
    "%j was once stored, though it is no more",
    async (text) => {
      const { sync, call, createItem, outbox, items } = await startWithMap();
      await createItem("outbox", "a secret key", { deep: [{ name: "in a list" }], body: 'Hello\n"you"' });
      await createItem("outbox", "k", { text: "the first" });
      await call("POST", `${items}/k`, { Data: '{"n":42}' });
      await call("DELETE", outbox);
      expect([sync.everStored(text), sync.everStored("never")]).toEqual([true, false]);
    },
  );

  test("what was refused was never stored", async () => {
    const { sync, createItem } = await startWithMap();
    await createItem("outbox", "k");
    await createItem("outbox", "k", { text: "refused" });
    expect(sync.everStored("refused")).toBe(false);
  });

  test("a lost answer leaves the item stored, a broken connection does not", async () => {
    const { sync, createItem } = await startWithMap();
    sync.next("lost", "reset");
    await expect(createItem("outbox", "lost")).rejects.toThrow("fetch failed");
    await expect(createItem("outbox", "reset")).rejects.toThrow("fetch failed");
    expect([...(sync.maps.get("outbox")?.keys() ?? [])]).toEqual(["lost"]);
  });
});
