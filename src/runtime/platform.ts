/** What Twilio's runtime hands to a function, as far as the relay uses it. https://www.twilio.com/docs/serverless/functions-assets/functions/invocation */

/** The environment variables, and a few names that Twilio adds. */
export type Context = Readonly<Record<string, unknown>>;

/** Query and body, merged, beside `request` with the headers. */
export type Event = Readonly<Record<string, unknown>>;

export type Callback = (error: unknown, payload?: unknown) => void;

export type Handler = (context: Context, event: Event, callback: Callback) => Promise<void>;

export interface PlatformResponse {
  setStatusCode(status: number): unknown;
  setBody(body: string): unknown;
  appendHeader(name: string, value: string): unknown;
}

/** A global of the runtime, there before any function is called. */
declare const Twilio: { readonly Response: new () => PlatformResponse };

export function newPlatformResponse(): PlatformResponse {
  return new Twilio.Response();
}
