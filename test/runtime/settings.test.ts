import { ConfigurationError } from "../../src/relay/errors";
import { namedSettings, readSettings, SETTING_NAMES, type SettingName } from "../../src/runtime/settings";

function failureOf(context: Record<string, unknown>, names: readonly SettingName[]): ConfigurationError {
  try {
    readSettings(context, names);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error("these settings are good");
}

describe("settings", () => {
  it.each([
    ["a secret, without the white space around it", { VOLT_API_TOKEN: " t\n" }, { VOLT_API_TOKEN: "t" }],
    [
      "a URL without its last slash",
      { RELAY_BASE_URL: "https://a.example/" },
      { RELAY_BASE_URL: "https://a.example" },
    ],
    ["a URL that is not set", { RELAY_BASE_URL: "" }, { RELAY_BASE_URL: undefined }],
    ["the default for Insights", {}, { VOLT_INSIGHTS_URL: "https://v1.insights.api.textvolt.com" }],
    ["the default for message text", {}, { INSIGHTS_INCLUDE_BODY: true }],
    ["false for message text", { INSIGHTS_INCLUDE_BODY: "false" }, { INSIGHTS_INCLUDE_BODY: false }],
    ["TRUE for message text", { INSIGHTS_INCLUDE_BODY: "TRUE" }, { INSIGHTS_INCLUDE_BODY: true }],
  ])("give %s", (_case, context, expected) => {
    expect(readSettings(context, Object.keys(expected) as SettingName[])).toEqual(expected);
  });

  it.each([
    ["a secret is missing", {}, "VOLT_API_TOKEN"],
    ["a secret is white space", { VOLT_API_TOKEN: " \t" }, "VOLT_API_TOKEN"],
    ["a secret is no text", { VOLT_API_TOKEN: 1 }, "VOLT_API_TOKEN"],
    ["an account is none", { ACCOUNT_SID: "SK00000000000000000000000000000000" }, "ACCOUNT_SID"],
    ["a URL is none", { RELAY_BASE_URL: "relay.example.com" }, "RELAY_BASE_URL"],
    ["a URL is no web address", { VOLT_INSIGHTS_URL: "ftp://a.example" }, "VOLT_INSIGHTS_URL"],
    ["a switch is neither on nor off", { INSIGHTS_INCLUDE_BODY: "perhaps" }, "INSIGHTS_INCLUDE_BODY"],
  ])("are refused by name when %s, and their values kept quiet", (_case, context, name) => {
    const error = failureOf(context, [name as SettingName]);
    expect(error.message).toContain(name);
    for (const value of Object.values(context))
      expect(JSON.stringify([error.message, error.details])).not.toContain(String(value).trim() || "\u0000");
  });

  it("names everything that is missing at once", () => {
    const { details } = failureOf({}, ["AUTH_TOKEN", "RELAY_API_KEY", "INSIGHTS_INCLUDE_BODY"]);
    expect(details.problems).toMatchObject([{ path: "AUTH_TOKEN" }, { path: "RELAY_API_KEY" }]);
  });

  it("are no concern of a function that does not need them", () => {
    expect(readSettings({ RELAY_API_KEY: "k" }, ["RELAY_API_KEY"])).toEqual({ RELAY_API_KEY: "k" });
  });

  it("are named for the operator without a value", () => {
    const needed = [
      ...["ACCOUNT_SID", "DOMAIN_NAME", "RELAY_API_KEY", "VOLT_API_TOKEN"],
      ...["TELERIVET_API_KEY", "TELERIVET_PROJECT_ID", "TELERIVET_WEBHOOK_SECRET"],
    ];
    expect(namedSettings({ AUTH_TOKEN: "secret", VOLT_API_TOKEN: " " })).toEqual({
      ...Object.fromEntries(SETTING_NAMES.map((name) => [name, "default"])),
      ...Object.fromEntries(needed.map((name) => [name, "missing"])),
      AUTH_TOKEN: "set",
    });
  });
});
