import type { Fault } from "../../src/sandbox/stand-in/fault";
import { startStandIn } from "../../src/sandbox/stand-in/stand-in";
import { closeAfterEach } from "./close-after-each";

const opened = closeAfterEach();

async function startCounter() {
  const acted: string[] = [];
  const standIn = opened(
    await startStandIn({
      now: () => 1_700_000_000_000,
      trickleMs: 1,
      notFound: () => ({ status: 404, body: '{"error":"nothing here"}' }),
      routes: [
        {
          method: "POST",
          path: /^\/things\/(?<id>\w+)$/,
          act: ({ body }, { id }) => {
            acted.push(`${String(id)}=${body}`);
            return { status: 201, body: '{"made":true}' };
          },
        },
        {
          method: "GET",
          path: /^\/broken$/,
          act: () => {
            throw new Error("a slip");
          },
        },
      ],
    }),
  );
  const post = (id = "1", init: RequestInit = {}) =>
    fetch(`${standIn.url}/things/${id}?a=1&a=2`, { method: "POST", body: "ünï", ...init });
  return { standIn, acted, post };
}

const nextRequest = (standIn: Awaited<ReturnType<typeof startStandIn>>) =>
  new Promise((resolve) => {
    const stop = standIn.onRequest((request) => {
      stop();
      resolve(request);
    });
  });

test("acts on a request of its table and remembers all of it", async () => {
  const { standIn, acted, post } = await startCounter();
  const response = await post("7", { headers: { "X-Kind": "test" } });
  expect([response.status, await response.text()]).toEqual([201, '{"made":true}']);
  expect(response.headers.get("content-type")).toBe("application/json");
  expect(acted).toEqual(["7=ünï"]);
  expect(standIn.requests).toHaveLength(1);
  expect(standIn.requests[0]).toMatchObject({
    method: "POST",
    path: "/things/7",
    body: "ünï",
    rawBody: Buffer.from("ünï"),
    receivedAt: 1_700_000_000_000,
    fault: undefined,
    status: 201,
  });
  expect(standIn.requests[0]?.query.getAll("a")).toEqual(["1", "2"]);
  expect(standIn.requests[0]?.headers["x-kind"]).toBe("test");
});

test.each([
  { case: "an unknown path", path: "/other", method: "POST" },
  { case: "an unknown method on a known path", path: "/things/1", method: "GET" },
])("$case is refused in the shape of the API that is stood in for", async ({ path, method }) => {
  const { standIn, acted } = await startCounter();
  const response = await fetch(`${standIn.url}${path}`, { method });
  expect([response.status, await response.json()]).toEqual([404, { error: "nothing here" }]);
  expect(acted).toEqual([]);
});

test("a fault of the sandbox itself is answered 500 and says so", async () => {
  const { standIn } = await startCounter();
  const response = await fetch(`${standIn.url}/broken`);
  expect(response.status).toBe(500);
  expect(await response.text()).toContain("The stand-in itself failed: Error: a slip");
});

test("a canned answer is given instead of acting, and once", async () => {
  const { standIn, acted, post } = await startCounter();
  standIn.next({ status: 429, headers: { "retry-after": "3" }, body: "slower" });
  const refused = await post();
  expect([refused.status, refused.headers.get("retry-after"), await refused.text()]).toEqual([
    429,
    "3",
    "slower",
  ]);
  expect(acted).toEqual([]);
  expect((await post()).status).toBe(201);
});

test("queued faults come in their order, one a request, before the standing one", async () => {
  const { standIn, post } = await startCounter();
  standIn.always({ status: 503 });
  standIn.next({ status: 500 }, { status: 502 });
  const statuses = [];
  for (let count = 0; count < 4; count += 1) statuses.push((await post()).status);
  standIn.always(undefined);
  statuses.push((await post()).status);
  expect(statuses).toEqual([500, 502, 503, 503, 201]);
  expect(standIn.requests.map(({ fault }) => fault)).toEqual([
    { status: 500 },
    { status: 502 },
    { status: 503 },
    { status: 503 },
    undefined,
  ]);
});

test.each<{ fault: Fault; acts: boolean }>([
  { fault: "reset", acts: false },
  { fault: "lost", acts: true },
])("$fault breaks the connection, having acted: $acts", async ({ fault, acts }) => {
  const { standIn, acted, post } = await startCounter();
  standIn.next(fault);
  await expect(post()).rejects.toThrow("fetch failed");
  expect(acted).toEqual(acts ? ["1=ünï"] : []);
  expect(standIn.requests).toHaveLength(1);
  expect(standIn.requests[0]?.status).toBeUndefined();
});

test("hang neither acts nor answers until the stand-in is closed", async () => {
  const { standIn, acted, post } = await startCounter();
  standIn.next("hang");
  const arrived = nextRequest(standIn);
  const hanging = expect(post()).rejects.toThrow("fetch failed");
  await arrived;
  expect((await post("2")).status).toBe(201);
  await standIn.close();
  await hanging;
  expect(acted).toEqual(["2=ünï"]);
});

test("trickle sends headers and a body that goes on without end", async () => {
  const { standIn, acted, post } = await startCounter();
  standIn.next("trickle");
  const response = await post();
  expect(response.status).toBe(200);
  const reader = response.body?.getReader();
  for (let count = 0; count < 3; count += 1) expect((await reader?.read())?.done).toBe(false);
  await standIn.close();
  await expect(reader?.read()).rejects.toThrow();
  expect(acted).toEqual([]);
});

test("a delay acts later and then answers as usual", async () => {
  const { standIn, acted, post } = await startCounter();
  standIn.next({ delayMs: 5 });
  const arrived = nextRequest(standIn);
  const delayed = post();
  await arrived;
  expect(acted).toEqual([]);
  expect((await delayed).status).toBe(201);
  expect(acted).toEqual(["1=ünï"]);
});

test("a closed stand-in does not act on what was still delayed", async () => {
  const { standIn, acted, post } = await startCounter();
  standIn.next({ delayMs: 60_000 });
  const arrived = nextRequest(standIn);
  const delayed = expect(post()).rejects.toThrow("fetch failed");
  await arrived;
  await standIn.close();
  await delayed;
  expect(acted).toEqual([]);
});

test("tells of each answer, of canned ones too, and not of a broken connection, until told to stop", async () => {
  const { standIn, post } = await startCounter();
  const answers: unknown[] = [];
  const stop = standIn.onAnswer(({ path }, { status }) => answers.push([path, status]));
  await post("1");
  standIn.next({ status: 503 }, "reset");
  await post("2");
  await expect(post("3")).rejects.toThrow("fetch failed");
  stop();
  await post("4");
  expect(answers).toEqual([
    ["/things/1", 201],
    ["/things/2", 503],
  ]);
});
