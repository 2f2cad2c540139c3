import type { ReceivedRequest } from "../../src/sandbox/stand-in/stand-in";
import { startStandIn } from "../../src/sandbox/stand-in/stand-in";

/** Answers every webhook with 200 and TwiML, until told otherwise. */
export const startRelayDouble = () =>
  startStandIn({
    routes: [
      {
        method: "POST",
        path: /^/,
        act: () => ({ status: 200, headers: { "content-type": "text/xml" }, body: "<Response/>" }),
      },
    ],
    notFound: () => ({ status: 404 }),
  });

export const parametersOf = ({ body }: ReceivedRequest) => Object.fromEntries(new URLSearchParams(body));

export const signatureOf = ({ headers }: ReceivedRequest) => String(headers["x-twilio-signature"]);
