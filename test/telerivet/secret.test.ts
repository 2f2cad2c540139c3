import { ConfigurationError, UnprovenError } from "../../src/relay/errors";
import { proveTelerivetWebhook } from "../../src/telerivet/secret";

const SECRET = "a-long-random-secret";

describe("the secret of a webhook", () => {
  it("is accepted as it was set, and goes no further", () => {
    const parameters = { event: "send_status", secret: SECRET, "contact[vars][lang]": "es" };
    const tree = proveTelerivetWebhook(parameters, SECRET);
    expect(tree).toEqual({ event: "send_status", contact: { vars: { lang: "es" } } });
    expect(JSON.stringify(tree)).not.toContain(SECRET);
  });

  it.each([
    ["absent", {}],
    ["empty", { secret: "" }],
    ["another", { secret: "another-secret" }],
    ["cut", { secret: SECRET.slice(0, -1) }],
    ["longer", { secret: `${SECRET} ` }],
    ["in other letters", { secret: SECRET.toUpperCase() }],
    ["there twice", { secret: [SECRET, SECRET] }],
    ["a list of one", { secret: [SECRET] }],
    ["in brackets", { "secret[]": SECRET }],
    ["an object", { secret: { toString: () => SECRET } }],
    ["a number", { secret: 1 }],
    ["null", { secret: null }],
  ])("is refused when it is %s", (_case, parameters) => {
    const prove = () => proveTelerivetWebhook({ event: "send_status", ...parameters }, SECRET);
    expect(prove).toThrow(UnprovenError);
    expect(prove).not.toThrow(SECRET);
  });

  it("proves nothing where none is set", () => {
    expect(() => proveTelerivetWebhook({ secret: "" }, "")).toThrow(ConfigurationError);
  });
});
