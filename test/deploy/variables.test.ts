import { SETTING_NAMES } from "../../src/runtime/settings";
import { account, settings } from "./deploy-settings";
import { rehearse, type Rehearsal } from "./rehearse";

let rehearsal: Rehearsal;

beforeAll(async () => {
  rehearsal = await rehearse(settings);
}, 30_000);

afterAll(() => rehearsal.close());

it("a deploy sets every setting that has a value, but never the account's credentials", () => {
  const { ACCOUNT_SID, AUTH_TOKEN, RELAY_BASE_URL, ...others } = settings;
  expect([ACCOUNT_SID, AUTH_TOKEN, RELAY_BASE_URL]).toEqual([account.accountSid, account.authToken, ""]);
  expect(Object.fromEntries(rehearsal.twilio.variables)).toEqual(others);
});

it("every setting of the relay is rehearsed", () => {
  // Twilio sets this one.
  const names = SETTING_NAMES.filter((name) => name !== "DOMAIN_NAME");
  expect(Object.keys(settings)).toEqual(expect.arrayContaining(names));
});

// https://www.twilio.com/docs/serverless/api/resource/variable and https://www.twilio.com/docs/api/errors/82006
it("settings of usual length stay within Twilio's limits", () => {
  const variables = [...rehearsal.twilio.variables];
  expect(Math.max(...variables.map(([, value]) => Buffer.byteLength(value)))).toBeLessThanOrEqual(450);
  expect(Buffer.byteLength(JSON.stringify(Object.fromEntries(variables)))).toBeLessThan(3000);
});

it("a deploy prints the settings' names and no secret", () => {
  const secrets = Object.entries(settings).filter(([name]) => /TOKEN|SECRET|_KEY$/.test(name));
  expect(secrets.map(([name]) => name)).toContain("AUTH_TOKEN");
  expect(rehearsal.deploy.output).toContain("RELAY_API_KEY");
  for (const [, secret] of secrets) expect(rehearsal.deploy.output).not.toContain(secret);
});
