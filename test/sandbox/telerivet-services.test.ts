import { projectId, useTelerivet } from "./telerivet-fixture";

const startBoth = useTelerivet();
const config = { url: "https://relay.example/telerivet/webhook", secret: "s" };
const webhook = { service_type: "incoming_message_webhook", config };

test("a new service has Telerivet's defaults, which lose messages", async () => {
  const { call } = await startBoth();
  const { status, body } = await call("POST", "/services", webhook);
  expect(status).toBe(200);
  expect(body).toEqual({
    id: expect.stringMatching(/^SV[0-9a-f]{16}$/) as string,
    name: "Service 1",
    service_type: "incoming_message_webhook",
    active: true,
    priority: 1,
    contexts: { message: { incoming_message: true } },
    vars: {},
    project_id: projectId,
    response_table_id: null,
    phone_ids: null,
    apply_mode: "unhandled",
    contact_number_filter: "long_number",
  });
  expect(await call("GET", `/services/${String(body.id)}`)).toEqual({ status: 200, body });
});

test("everything can be given, and changed", async () => {
  const { telerivet, call } = await startBoth();
  const given = {
    name: "volt-relay",
    active: 0,
    priority: -5,
    vars: { hash: "a", old: 1 },
    phone_ids: [telerivet.phone.id],
    apply_mode: "always",
    contact_number_filter: "all",
  };
  const { body } = await call("POST", "/services", { ...webhook, ...given, message_types: ["sms"] });
  expect(body).toMatchObject({ ...given, active: false });
  const path = `/services/${String(body.id)}`;
  const changed = await call("POST", path, { active: true, phone_ids: null, vars: { hash: "b", old: null } });
  expect(changed.body).toEqual({ ...body, active: true, phone_ids: null, vars: { hash: "b" } });
});

test.each([
  { given: { service_type: undefined }, param: "service_type" },
  { given: { service_type: "auto_reply" }, param: "service_type" },
  { given: { config: undefined }, param: "config" },
  { given: { config: { secret: "s" } }, param: "config" },
  { given: { config: { ...config, secret: { a: 1 } } }, param: "config" },
  { given: { config: { ...config, method: "POST" } }, param: "config" },
  { given: { config: { url: "https://relay.example:3000/" } }, param: "config" },
  { given: { name: "" }, param: "name" },
  { given: { apply_mode: "all" }, param: "apply_mode" },
  { given: { contact_number_filter: "any" }, param: "contact_number_filter" },
  { given: { message_types: ["rcs"] }, param: "message_types" },
  { given: { priority: 1.5 }, param: "priority" },
  { given: { url: "https://relay.example" }, param: "url" },
])("a service with $given is refused for $param", async ({ given, param }) => {
  const { telerivet, call } = await startBoth();
  expect(await call("POST", "/services", { ...webhook, ...given })).toMatchObject({
    status: 400,
    body: { error: { code: "invalid_param", param } },
  });
  expect(telerivet.services.size).toBe(0);
});

test.each(["service_type", "config", "message_types"])("%s is not changed later", async (param) => {
  const { call, createService } = await startBoth();
  const { id } = await createService();
  expect((await call("POST", `/services/${id}`, { [param]: config })).body).toMatchObject({
    error: { code: "invalid_param", param },
  });
});

test("a name is one service's only", async () => {
  const { call, createService } = await startBoth();
  await createService({ name: "volt-relay" });
  const { id } = await createService({ name: "other" });
  const refusal = { status: 400, body: { error: { code: "invalid_param", param: "name" } } };
  expect(await call("POST", "/services", { ...webhook, name: "volt-relay" })).toMatchObject(refusal);
  expect(await call("POST", `/services/${id}`, { name: "volt-relay" })).toMatchObject(refusal);
  expect((await call("POST", `/services/${id}`, { name: "other" })).status).toBe(200);
});

test.each([
  { query: "", found: ["b", "a", "ab"] },
  { query: "?name=a", found: ["a"] },
  { query: "?name[ne]=a", found: ["b", "ab"] },
  { query: "?name[prefix]=a", found: ["a", "ab"] },
  { query: "?name[not_prefix]=a", found: ["b"] },
  { query: "?name[gt]=a&name[lt]=b", found: ["ab"] },
  { query: "?name[gte]=a&name[lte]=ab", found: ["a", "ab"] },
  { query: "?active=0", found: ["ab"] },
  { query: "?context=message", found: ["b", "a"] },
  { query: "?sort=name", found: ["a", "ab", "b"] },
  { query: "?sort=priority&sort_dir=desc", found: ["a", "b", "ab"] },
])("$query lists $found", async ({ query, found }) => {
  const { call, createService } = await startBoth();
  await createService({ name: "b", priority: 2 });
  await createService({ name: "a", priority: 3 });
  await createService({ name: "ab", priority: 1, active: false, service_type: "contact_script" });
  const { body } = await call("GET", `/services${query}`);
  expect((body.data as { name: string }[]).map(({ name }) => name)).toEqual(found);
});

test("the configuration is changed at its own address, and the secret is not read back", async () => {
  const { telerivet, call, createService, posted } = await startBoth();
  const { id } = await createService();
  const { url } = telerivet.services.get(id)?.config ?? {};
  expect((await call("POST", `/services/${id}/config`, { url, secret: "new" })).body).toEqual({ url });
  expect((await call("GET", `/services/${id}/config`)).body).toEqual({ url });
  expect((await call("POST", `/services/${id}/config`, { secret: "new" })).body).toMatchObject({
    error: { param: "url" },
  });
  await telerivet.receive({ from_number: "+15550100123", content: "Hi" });
  expect(posted()).toMatchObject([{ secret: "new" }]);
});

test("the configuration may be closed to the API", async () => {
  const { call, createService } = await startBoth({ refuseServiceConfig: true });
  const { id } = await createService();
  const refusal = { status: 400, body: { error: { code: "not_supported" } } };
  expect(await call("GET", `/services/${id}/config`)).toMatchObject(refusal);
  expect(await call("POST", `/services/${id}/config`, config)).toMatchObject(refusal);
});

test("a deleted service is called no more, and its name is free", async () => {
  const { telerivet, call, createService, posted } = await startBoth();
  const { id } = await createService({ name: "volt-relay" });
  expect(await call("DELETE", `/services/${id}`)).toEqual({ status: 200, body: {} });
  expect((await call("GET", `/services/${id}`)).status).toBe(404);
  await telerivet.receive({ from_number: "+15550100123", content: "Hi" });
  expect(posted()).toEqual([]);
  await createService({ name: "volt-relay" });
});
