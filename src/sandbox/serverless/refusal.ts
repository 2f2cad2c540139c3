/**
 * A request that Twilio would refuse, as its error JSON: `{"code":20404,"message":"…","more_info":"…","status":404}`.
 * https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions
 */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
  ) {
    super(message);
  }

  get body() {
    const { code, message, status } = this;
    return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
  }
}

/** What the Serverless API answers to every request that it finds fault with: https://www.twilio.com/docs/api/errors/20001 */
export const invalid = (message: string) => new Refusal(400, 20001, message);

export const unauthenticated = () => new Refusal(401, 20003, "Authenticate");

export const notFound = (path: string) =>
  new Refusal(404, 20404, `The requested resource /v1/${path} was not found`);

/** The status and the words are those that clients report; the code is not published. */
export const conflict = (message: string) => new Refusal(409, 20409, message);
