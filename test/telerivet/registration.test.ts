import { createHttp } from "../../src/relay/axios-http";
import {
  ConfigurationError,
  InvalidInputError,
  ProviderRefusedError,
  ProviderUnreachableError,
} from "../../src/relay/errors";
import type { JsonObject } from "../../src/relay/json";
import { startStandIn, type Answer, type StandIn } from "../../src/sandbox/stand-in/stand-in";
import { telerivetClient } from "../../src/telerivet/client";
import { telerivetManualSteps } from "../../src/telerivet/manual-steps";
import { registerIncomingWebhook } from "../../src/telerivet/registration";

const webhook = { url: "https://relay.example.com/telerivet/webhook", secret: "a-long-random-secret" };

/** The project's services, and how they can be set up. */
interface Project {
  services: Map<string, Record<string, unknown>>;
  configs: Map<string, JsonObject>;
  /** What POST …/config answers, if it does not do it. */
  configAnswer: Answer | undefined;
}

let project: Project;
let server: StandIn;

beforeEach(async () => {
  project = { services: new Map(), configs: new Map(), configAnswer: undefined };
  server = await serve(project);
});
afterEach(() => server.close());

const ok = (body: unknown): Answer => ({ status: 200, body: JSON.stringify(body) });
const refusal = (status: number, code: string, param?: string): Answer => ({
  status,
  body: JSON.stringify({ error: { code, message: "Said by Telerivet", param } }),
});

function serve({ services, configs }: Project): Promise<StandIn> {
  let made = 0;
  return startStandIn({
    routes: [
      {
        method: "GET",
        path: /^\/projects\/PJ1\/services$/,
        act: ({ query }) =>
          ok({
            data: [...services.values()].filter(({ name }) => name === query.get("name")),
            truncated: false,
          }),
      },
      {
        method: "POST",
        path: /^\/projects\/PJ1\/services$/,
        act({ body }) {
          const { config, ...fields } = JSON.parse(body) as JsonObject;
          if ([...services.values()].some(({ name }) => name === fields.name)) {
            return refusal(400, "invalid_param", "name");
          }
          const id = `SV${++made}`;
          services.set(id, { id, ...fields });
          configs.set(id, config as JsonObject);
          return ok(services.get(id));
        },
      },
      {
        method: "POST",
        path: /^\/projects\/PJ1\/services\/(?<id>\w+)\/config$/,
        act({ body }, { id = "" }) {
          if (project.configAnswer !== undefined) return project.configAnswer;
          configs.set(id, JSON.parse(body) as JsonObject);
          return ok(configs.get(id));
        },
      },
      {
        method: "POST",
        path: /^\/projects\/PJ1\/services\/(?<id>\w+)$/,
        act({ body }, { id = "" }) {
          services.set(id, { ...services.get(id), ...(JSON.parse(body) as JsonObject) });
          return ok(services.get(id));
        },
      },
      {
        method: "DELETE",
        path: /^\/projects\/PJ1\/services\/(?<id>\w+)$/,
        act(_request, { id = "" }) {
          services.delete(id);
          configs.delete(id);
          return { status: 200, body: "" };
        },
      },
    ],
    notFound: () => refusal(404, "not_found"),
  });
}

function register(changes: { url?: string; secret?: string; name?: string } = {}) {
  const account = { apiKey: "made-up-key", projectId: "PJ1", url: server.url };
  const client = telerivetClient(account, createHttp({ keepAlive: false }));
  return registerIncomingWebhook(client, { ...webhook, ...changes }, 2_000);
}

/** What the relay is reported, and how. */
function registered() {
  expect(project.services.size).toBe(1);
  const [[id, fields] = ["", {}]] = project.services;
  return { id, config: project.configs.get(id), fields };
}

const writes = () => server.requests.filter(({ method }) => method !== "GET").length;

describe("registering the webhook for incoming messages", () => {
  it("makes a service that leaves no message out", async () => {
    expect(await register()).toEqual({ action: "created", serviceId: "SV1" });
    expect(registered()).toMatchObject({
      config: webhook,
      fields: {
        ...{ name: "volt-relay", service_type: "incoming_message_webhook", active: true, priority: 1 },
        ...{ contact_number_filter: "all", apply_mode: "always" },
      },
    });
    expect(JSON.stringify(registered().fields)).not.toContain(webhook.secret);
  });

  it("changes nothing the second time", async () => {
    await register();
    const before = writes();
    expect(await register()).toEqual({ action: "unchanged", serviceId: "SV1" });
    expect(writes()).toBe(before);
  });

  it.each([
    ["another URL", { url: "https://other.example.com/telerivet/webhook" }],
    ["another secret", { secret: "a-newer-secret" }],
  ])("brings it up to date with %s", async (_case, changes) => {
    await register();
    expect(await register(changes)).toEqual({ action: "updated", serviceId: "SV1" });
    expect(registered().config).toEqual({ ...webhook, ...changes });
    expect(await register(changes)).toMatchObject({ action: "unchanged" });
  });

  it.each([
    ["switched it off", { active: false }],
    ["let it skip short codes", { contact_number_filter: "long_number" }],
    ["let it skip what others have handled", { apply_mode: "unhandled" }],
  ])("puts it right where somebody has %s", async (_case, fields) => {
    await register();
    project.services.set("SV1", { ...project.services.get("SV1"), ...fields });
    expect(await register()).toMatchObject({ action: "updated" });
    expect(registered().fields).toMatchObject({
      active: true,
      contact_number_filter: "all",
      apply_mode: "always",
    });
  });

  it("makes it anew where its settings cannot be changed", async () => {
    await register();
    project.configAnswer = refusal(400, "not_supported");
    expect(await register({ secret: "a-newer-secret" })).toEqual({ action: "replaced", serviceId: "SV2" });
    expect(registered().config).toEqual({ ...webhook, secret: "a-newer-secret" });
  });

  it("keeps the old one where the new settings themselves are refused", async () => {
    await register();
    project.configAnswer = refusal(400, "invalid_param", "url");
    await expect(register({ url: "https://other.example.com/x" })).rejects.toBeInstanceOf(
      ProviderRefusedError,
    );
    expect(registered()).toMatchObject({ id: "SV1", config: webhook });
  });

  it("goes on where the last time broke off", async () => {
    await register();
    const newer = { secret: "a-newer-secret" };
    project.configAnswer = { status: 503, body: "<html>" };
    await expect(register(newer)).rejects.toBeInstanceOf(ProviderUnreachableError);
    project.configAnswer = undefined;
    expect(await register(newer)).toMatchObject({ action: "updated" });
    expect(registered().config).toEqual({ ...webhook, ...newer });
  });

  it("takes the service of whoever was faster", async () => {
    await register();
    // The first look finds nothing yet.
    server.next({ status: 200, body: '{"data":[],"truncated":false}' });
    expect(await register({ secret: "a-newer-secret" })).toEqual({ action: "updated", serviceId: "SV1" });
    expect(registered().config).toEqual({ ...webhook, secret: "a-newer-secret" });
  });

  it("makes another under another name", async () => {
    await register();
    expect(await register({ name: "volt-relay-test" })).toEqual({ action: "created", serviceId: "SV2" });
  });

  it("leaves a service of another kind alone", async () => {
    project.services.set("SV9", { id: "SV9", name: "volt-relay", service_type: "auto_reply" });
    await expect(register()).rejects.toBeInstanceOf(ConfigurationError);
    expect(writes()).toBe(0);
  });

  it.each([
    ["in the open", "http://relay.example.com/x"],
    ["on a port that Telerivet does not call", "https://relay.example.com:3000/x"],
    ["that is none", "relay.example.com"],
  ])("refuses a URL %s", async (_case, url) => {
    await expect(register({ url })).rejects.toBeInstanceOf(InvalidInputError);
    expect(server.requests).toHaveLength(0);
  });

  it.each([["https://relay.example.com:8443/x"], ["https://relay.example.com:443/x"]])(
    "takes %s",
    async (url) => {
      expect(await register({ url })).toMatchObject({ action: "created" });
    },
  );
});

describe("what is left to do by hand", () => {
  it("is the four webhooks of Project Settings, each with what to paste", () => {
    const steps = telerivetManualSteps(webhook);
    expect(steps.map(({ event }) => event)).toEqual([
      ...["send_status", "send_broadcast", "contact_update", "message_metadata"],
    ]);
    for (const step of steps) expect(step).toMatchObject({ ...webhook, page: "Project Settings" });
  });
});
