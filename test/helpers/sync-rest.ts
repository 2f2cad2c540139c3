import { createHttp } from "../../src/relay/axios-http";
import { restFor } from "../../src/runtime/twilio";
import { sandboxAccounts } from "../../src/sandbox/accounts";
import type { Sync } from "../../src/sandbox/sync/sync";
import type { Rest } from "../../src/twilio/rest";

/** Twilio's REST API for the sandbox's account, with Sync where the stand-in is. */
export function syncRest({ url }: Pick<Sync, "url">): Rest {
  const { accountSid, authToken } = sandboxAccounts;
  const http = createHttp({ keepAlive: false });
  return restFor({ ACCOUNT_SID: accountSid, AUTH_TOKEN: authToken }, (request) =>
    http({ ...request, url: request.url.replace("https://sync.twilio.com", url) }),
  );
}
