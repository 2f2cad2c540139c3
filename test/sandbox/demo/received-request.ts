import type { ReceivedRequest } from "../../../src/sandbox/stand-in/stand-in";

/** A POST that a stand-in has received, and has not answered yet. */
export const receivedRequest = (given: Partial<ReceivedRequest>): ReceivedRequest => ({
  method: "POST",
  path: "/",
  query: new URLSearchParams(),
  headers: {},
  body: "",
  rawBody: Buffer.from(""),
  receivedAt: 0,
  fault: undefined,
  status: undefined,
  ...given,
});
