import { pythonJson } from "../stand-in/python-json";
import type { Answer } from "../stand-in/stand-in";

export interface TwilioError {
  code: number;
  message: string;
  status: number;
}

export const twilioJson = (status: number, body: unknown): Answer => ({
  status,
  headers: { "content-type": "application/json;charset=utf-8" },
  body: pythonJson(body),
});

/** https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions */
export const twilioError = ({ code, message, status }: TwilioError): Answer =>
  twilioJson(status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });

export const notFound = (path: string): Answer =>
  twilioError({ code: 20404, message: `The requested resource ${path} was not found`, status: 404 });
