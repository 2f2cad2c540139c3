import type { JsonObject } from "../relay/json";
import { rfc2822 } from "./dates";

/**
 * The wire form of a Message of twilio-node, which has camelCase names and Dates: `{ dateSent: Date, numMedia: "0" }`
 * becomes `{"date_sent":"Thu, 30 Jul 2015 20:12:33 +0000","num_media":"0"}`. Takes the instance that
 * `client.messages.create` resolves to, its `toJSON()`, or that as parsed from JSON.
 * https://www.twilio.com/docs/messaging/api/message-resource
 */
export function toWireMessage(message: object): JsonObject {
  return Object.fromEntries(
    Object.entries(plainOf(message)).map(([name, value]) => [wireName(name), wireValue(name, value)]),
  );
}

function plainOf(message: object | { toJSON(): object }): object {
  return "toJSON" in message ? message.toJSON() : message;
}

function wireName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => "_" + letter.toLowerCase());
}

function wireValue(name: string, value: unknown): unknown {
  if (value instanceof Date) return rfc2822(value.toISOString());
  return name.startsWith("date") && typeof value === "string" ? (rfc2822(value) ?? value) : value;
}
