import { memoryStore } from "../../src/relay/memory-store";
import { json } from "../../src/runtime/answer";
import { createInstance } from "../../src/runtime/instance";
import { createLog } from "../../src/runtime/log";
import { readRequest } from "../../src/runtime/request";
import type { Route } from "../../src/runtime/route";
import { visit } from "../../src/runtime/serve";
import { system } from "../../src/system";

function world() {
  const lines: string[] = [];
  const unreachable = () => Promise.reject(new Error("no network here"));
  const log = createLog((line) => lines.push(line), system.now);
  return {
    lines,
    instance: createInstance({
      ...system,
      http: unreachable,
      httpOnce: unreachable,
      log,
      openStore: () => memoryStore(system.now),
    }),
  };
}
const route = (answer: Route<never>["answer"]): Route<never> => ({
  name: "test",
  budgetMs: 1_000,
  needs: [],
  answer,
});

describe("a route as a Function", () => {
  it("answers", async () => {
    const { instance } = world();
    const answer = await visit(
      route(() => Promise.resolve(json(200, { a: 1 }))),
      {},
      {},
      {},
      instance,
    );
    expect(answer).toEqual({ status: 200, contentType: "application/json", body: '{"a":1}' });
  });

  it("keeps an unforeseen error's words to itself, and says in the log where it came from", async () => {
    const { instance, lines } = world();
    const failing = route(() => {
      throw new TypeError("quotes +15550001234 and the text");
    });
    const answer = await visit(failing, {}, {}, {}, instance);
    expect(answer.status).toBe(500);
    expect(JSON.parse(answer.body)).toEqual({
      error: { code: "internal_error", message: "The relay failed. Its log says where." },
    });
    expect(lines.join()).toMatch(/TypeError at .*serve\.test/);
    expect(lines.join() + answer.body).not.toMatch(/quotes|1234/);
  });
});

describe("the event of the runtime", () => {
  it.each([
    ["no request", {}],
    ["a request that is text", { request: "x" }],
    ["a request without headers", { request: {} }],
    ["headers that are a list", { request: { headers: ["x-twilio-signature", "y"] } }],
    ["headers that are nothing", { request: { headers: null } }],
  ])("with %s has no header", (_case, event) => {
    const { header } = readRequest(event);
    expect([header("x-twilio-signature"), header("0"), header("toString"), header("constructor")]).toEqual(
      Array(4).fill(undefined),
    );
  });

  it("keeps headers and parameters apart, hostile names included", () => {
    const event = {
      request: { headers: { a: "1" } },
      ...(JSON.parse('{"__proto__":{"b":2},"c":3}') as object),
    };
    const { header, parameters } = readRequest(event);
    expect(header("a")).toBe("1");
    expect(Object.keys(parameters)).toEqual(["__proto__", "c"]);
    expect(parameters.b).toBeUndefined();
  });
});
