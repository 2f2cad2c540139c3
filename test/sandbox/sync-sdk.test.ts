import twilioSdk from "twilio";
import { closeAfterEach } from "./close-after-each";
import { sdkHttpClient } from "./sdk-http-client";
import { accountSid, authToken, start, startSandboxSync } from "./sync-fixture";

const opened = closeAfterEach();

/** Twilio's own SDK on the service that Runtime.getSync() gives. */
async function startWithSdk() {
  const { sync, passSeconds } = await startSandboxSync();
  opened(sync);
  const httpClient = sdkHttpClient("https://sync.twilio.com", sync.url);
  const service = twilioSdk(accountSid, authToken, { httpClient }).sync.v1.services("default");
  return { sync, passSeconds, service };
}

async function startWithMap() {
  const started = await startWithSdk();
  await started.service.syncMaps.create({ uniqueName: "outbox" });
  return { ...started, map: started.service.syncMaps("outbox") };
}

test("the SDK reads the service", async () => {
  const { sync, service } = await startWithSdk();
  const { sid, dateCreated } = await service.fetch();
  expect([sid, dateCreated]).toEqual([sync.serviceSid, new Date(start)]);
});

test("the SDK creates, reads, lists and removes maps", async () => {
  const { service } = await startWithSdk();
  const created = await service.syncMaps.create({ uniqueName: "outbox", ttl: 60 });
  expect(created.toJSON()).toMatchObject({
    uniqueName: "outbox",
    revision: "0",
    dateCreated: new Date(start),
    dateExpires: new Date(start + 60_000),
  });
  expect((await service.syncMaps("outbox").fetch()).sid).toBe(created.sid);
  expect((await service.syncMaps.list()).map(({ sid }) => sid)).toEqual([created.sid]);
  expect(await service.syncMaps(created.sid).remove()).toBe(true);
  await expect(service.syncMaps("outbox").fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
});

test("the SDK creates, reads, updates and removes items", async () => {
  const { sync, passSeconds, map } = await startWithMap();
  const key = "twilio:SM 1 é";
  const item = await map.syncMapItems.create({ key, data: { attempts: 0 }, itemTtl: 60, collectionTtl: 600 });
  expect(item.toJSON()).toMatchObject({
    key,
    data: { attempts: 0 },
    revision: "0",
    dateExpires: new Date(start + 60_000),
  });
  expect((await map.fetch()).dateExpires).toEqual(new Date(start + 600_000));
  passSeconds(1);
  const updated = await map.syncMapItems(key).update({ data: { attempts: 1 }, ifMatch: item.revision });
  expect([updated.revision, updated.dateUpdated]).toEqual(["1", new Date(start + 1000)]);
  expect((await map.syncMapItems(key).fetch()).data).toEqual({ attempts: 1 });
  expect(await map.syncMapItems(key).remove({ ifMatch: "1" })).toBe(true);
  expect(sync.maps.get("outbox")?.size).toBe(0);
});

test("the SDK lists items over all pages, in either order, from a key on", async () => {
  const { sync, map } = await startWithMap();
  for (let n = 10; n < 17; n += 1) await map.syncMapItems.create({ key: `k${n}`, data: { n } });
  const before = sync.requests.length;
  const keys = (items: { key: string }[]) => items.map(({ key }) => key);
  expect(keys(await map.syncMapItems.list({ pageSize: 3 }))).toEqual([
    "k10",
    "k11",
    "k12",
    "k13",
    "k14",
    "k15",
    "k16",
  ]);
  expect(sync.requests.length - before).toBe(3);
  expect(
    keys(
      await map.syncMapItems.list({ order: "desc", from: "k15", bounds: "exclusive", pageSize: 2, limit: 3 }),
    ),
  ).toEqual(["k14", "k13", "k12"]);
  const second = await (await map.syncMapItems.page({ pageSize: 3 })).nextPage();
  expect(keys((await second?.previousPage())?.instances ?? [])).toEqual(["k10", "k11", "k12"]);
});

type Service = Awaited<ReturnType<typeof startWithSdk>>["service"];
type SyncMap = ReturnType<Service["syncMaps"]>;

test.each<{
  case: string;
  act: (map: SyncMap, service: Service) => Promise<unknown>;
  refusal: [number, number];
}>([
  {
    case: "a map's name that exists",
    act: (_, service) => service.syncMaps.create({ uniqueName: "outbox" }),
    refusal: [409, 54301],
  },
  {
    case: "an item's key that exists",
    act: (map) => map.syncMapItems.create({ key: "k", data: {} }),
    refusal: [409, 54208],
  },
  {
    case: "an update of another revision",
    act: (map) => map.syncMapItems("k").update({ data: {}, ifMatch: "7" }),
    refusal: [412, 54205],
  },
  {
    case: "a removal of another revision",
    act: (map) => map.syncMapItems("k").remove({ ifMatch: "7" }),
    refusal: [412, 54205],
  },
  {
    case: "an item that does not exist",
    act: (map) => map.syncMapItems("l").fetch(),
    refusal: [404, 20404],
  },
  {
    case: "data that is too large",
    act: (map) => map.syncMapItems("k").update({ data: { x: "x".repeat(16 * 1024) } }),
    refusal: [413, 54006],
  },
])("the SDK reads the refusal of $case", async ({ act, refusal: [status, code] }) => {
  const { service, map } = await startWithMap();
  await map.syncMapItems.create({ key: "k", data: {} });
  await expect(act(map, service)).rejects.toMatchObject({
    status,
    code,
    moreInfo: `https://www.twilio.com/docs/errors/${code}`,
  });
});

test("the SDK reads the refusal of too many writes", async () => {
  const { map } = await startWithMap();
  await map.syncMapItems.create({ key: "k", data: {} });
  const updates = Array.from({ length: 250 }, () => map.syncMapItems("k").update({ data: {} }));
  const refusals = (await Promise.allSettled(updates)).filter(({ status }) => status === "rejected");
  expect(refusals).toHaveLength(51);
  expect(refusals[0]).toMatchObject({ reason: { status: 429, code: 54009 } });
});
