import twilioSdk from "twilio";
import { closeAfterEach } from "./close-after-each";
import { sdkHttpClient } from "./sdk-http-client";
import { accountSid, authToken, start, startSandboxTwilio, usual } from "./twilio-fixture";

const opened = closeAfterEach();

/** Twilio's own SDK, its requests sent to the stand-in: what it can read here it could read of the real one. */
async function startWithSdk() {
  const twilio = opened(await startSandboxTwilio());
  return {
    twilio,
    client: twilioSdk(accountSid, authToken, {
      httpClient: sdkHttpClient("https://api.twilio.com", twilio.url),
    }),
  };
}

test("the SDK creates, reads and lists messages", async () => {
  const { twilio, client } = await startWithSdk();
  const created = await client.messages.create({
    to: usual.To,
    from: usual.From,
    body: usual.Body,
    mediaUrl: ["https://media.example/1.png", "https://media.example/2.png"],
    shortenUrls: true,
    statusCallback: "https://relay.example/twilio/status#rc=5&rp=all",
  });
  expect(created.toJSON()).toMatchObject({
    status: "queued",
    numMedia: "2",
    dateCreated: new Date(start),
    dateSent: null,
    errorCode: null,
  });
  twilio.progress(created.sid, "sent");
  expect((await client.messages(created.sid).fetch()).dateSent).toEqual(new Date(start));

  for (let count = 0; count < 4; count += 1)
    await client.messages.create({ to: usual.To, from: usual.From, body: "x" });
  expect(await client.messages.list({ pageSize: 2 })).toHaveLength(5);
  const sent = await client.messages.list({
    dateSentAfter: new Date(start - 1_000),
    dateSentBefore: new Date(start),
  });
  expect(sent.map(({ sid }) => sid)).toEqual([created.sid]);
});

test("the SDK reads a refusal", async () => {
  const { client } = await startWithSdk();
  await expect(
    client.messages.create({ to: "+15005550001", from: usual.From, body: "x" }),
  ).rejects.toMatchObject({
    code: 21211,
    status: 400,
    moreInfo: "https://www.twilio.com/docs/errors/21211",
  });
});

test("the SDK reads the account", async () => {
  const { client } = await startWithSdk();
  expect((await client.api.v2010.accounts(accountSid).fetch()).status).toBe("active");
});
