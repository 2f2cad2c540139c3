import { start, useTelerivet } from "./telerivet-fixture";

const startBoth = useTelerivet();

/** Five messages, ten seconds apart: three sent by REST, one in the web app, one received. */
async function startWithMessages() {
  const { telerivet, call, send, passSeconds } = await startBoth({ phoneType: "twilio" });
  const ids: string[] = [];
  ids.push((await send({ to_number: "+15005550011" })).id);
  await telerivet.advance(ids[0] ?? "");
  passSeconds(10);
  ids.push((await send({ label_ids: ["LB1"] })).id);
  await telerivet.advance(ids[1] ?? "");
  passSeconds(10);
  ids.push((await send({ message_type: "chat" })).id);
  await call("POST", `/messages/${ids[2] ?? ""}`, { starred: true });
  passSeconds(10);
  ids.push(telerivet.sendFromWebApp({ to_number: "+15550100124", content: "From the web" }).id);
  passSeconds(10);
  ids.push((await telerivet.receive({ from_number: "+15550100124", content: "In" })).id);
  const list = async (query: string) => {
    const { status, body } = await call("GET", `/messages${query}`);
    const data = (body.data ?? []) as { id: string }[];
    return { status, body, found: data.map(({ id }) => ids.indexOf(id)) };
  };
  return { telerivet, ids, list, send };
}

test.each([
  { query: "", found: [0, 1, 2, 3, 4] },
  { query: "?sort=default&sort_dir=desc", found: [4, 3, 2, 1, 0] },
  { query: "?direction=incoming", found: [4] },
  { query: "?direction=outgoing&source=api", found: [0, 1, 2] },
  { query: "?source=web", found: [3] },
  { query: "?source=phone", found: [4] },
  { query: "?status=failed", found: [0] },
  { query: "?status=queued", found: [2, 3] },
  { query: "?message_type=chat", found: [2] },
  { query: "?starred=1", found: [2] },
  { query: "?starred=0&direction=outgoing", found: [0, 1, 3] },
  { query: "?label_id=LB1", found: [1] },
  { query: `?time_created[min]=${start + 10}&time_created[max]=${start + 30}`, found: [1, 2] },
  { query: `?time_created%5Bmin%5D=${start + 30}`, found: [3, 4] },
  { query: "?external_id[exists]=1", found: [1] },
  { query: "?external_id[exists]=0", found: [0, 2, 3, 4] },
  { query: "?broadcast_id=BC1", found: [] },
  { query: "?broadcast_id[exists]=false&direction=incoming", found: [4] },
  { query: "?scheduled_id[ne]=SC1&source=web", found: [3] },
  { query: "?page_size=2&offset=1", found: [1, 2] },
])("$query finds $found", async ({ query, found }) => {
  const { list } = await startWithMessages();
  expect(await list(query)).toMatchObject({ status: 200, found });
});

test("ids filter too", async () => {
  const { telerivet, ids, list } = await startWithMessages();
  const last = telerivet.messages.get(ids[4] ?? "");
  const sent = telerivet.messages.get(ids[1] ?? "");
  expect((await list(`?contact_id=${last?.contact_id ?? ""}`)).found).toEqual([3, 4]);
  expect((await list(`?contact_id[ne]=${last?.contact_id ?? ""}`)).found).toEqual([0, 1, 2]);
  expect((await list(`?external_id=${sent?.external_id ?? ""}`)).found).toEqual([1]);
  expect((await list(`?phone_id=${telerivet.phone.id}&page_size=1`)).found).toEqual([0]);
  telerivet.editContact(last?.contact_id ?? "", { group_ids: ["CG1"] });
  expect((await list("?group_id=CG1")).found).toEqual([3, 4]);
});

test.each([
  { query: "?vars[ref]=01J", param: "vars[ref]" },
  { query: "?to_number=%2B15550100123", param: "to_number" },
  { query: "?time_created=1", param: "time_created" },
  { query: "?time_created[min]=2023-11-14", param: "time_created[min]" },
  { query: "?status=undelivered", param: "status" },
  { query: "?direction=inbound", param: "direction" },
  { query: "?direction=incoming&direction=outgoing", param: "direction" },
  { query: "?message_type=text", param: "message_type" },
  { query: "?starred=yes", param: "starred" },
  { query: "?sort=time_created", param: "sort" },
  { query: "?sort_dir=down", param: "sort_dir" },
  { query: "?page_size=501", param: "page_size" },
  { query: "?page_size=0", param: "page_size" },
  { query: "?offset=-1", param: "offset" },
  { query: "?marker=x", param: "marker" },
])("$query is refused for $param", async ({ query, param }) => {
  const { list } = await startWithMessages();
  expect(await list(query)).toMatchObject({
    status: 400,
    body: { error: { code: "invalid_param", param } },
  });
});

test("pages go on by a marker, whatever is sent in between", async () => {
  const { list, send } = await startWithMessages();
  const query = "?direction=outgoing&sort_dir=desc&page_size=2";
  const first = await list(query);
  expect(first).toMatchObject({ found: [3, 2], body: { truncated: true } });
  await send();
  const second = await list(`${query}&marker=${String(first.body.next_marker)}`);
  expect(second).toMatchObject({ found: [1, 0], body: { truncated: false, next_marker: null } });
});

test("a marker is of the query that gave it", async () => {
  const { list } = await startWithMessages();
  const { body } = await list("?page_size=2");
  expect(await list(`?page_size=2&source=api&marker=${String(body.next_marker)}`)).toMatchObject({
    status: 400,
    body: { error: { param: "marker" } },
  });
});

test("messages can be counted", async () => {
  const { list } = await startWithMessages();
  expect((await list("?count=1&direction=outgoing&page_size=1")).body).toEqual({ count: 4 });
});
