import type { Answer, ReceivedRequest } from "../stand-in/stand-in";
import type { Step } from "./step";
import { shortSid } from "./step";

const ITEM = /\/Maps\/volt-relay-(?<collection>[a-z]+)-\d+\/Items(\/(?<key>[^/]+))?$/;

/** Which hook has run for which message. */
const EVENTS = "events";

const PLACES: Readonly<Record<string, string>> = { outbox: "the outbox", dead: "the dead letters" };

/**
 * Tells what the relay keeps in Twilio Sync and lets go of, when it is answered. It looks through many maps to find
 * something, and makes them with their first item: that, and who was overtaken in a race, is told to nobody.
 */
export function narrateSyncCall({ method, path, body }: ReceivedRequest, { status }: Answer): Step[] {
  const { collection = "", key } = ITEM.exec(path)?.groups ?? {};
  const step = { from: "relay", to: "Sync" } as const;
  if (status === 401 || status === 429 || status >= 500) {
    return [{ ...step, text: `is not served: ${status}`, mood: "bad" }];
  }
  if (collection === EVENTS && method === "POST") return narrateHookNote(status, body);
  const place = PLACES[collection];
  if (method !== "POST" || status >= 300 || place === undefined) return [];
  const form = new URLSearchParams(body);
  const name = shortSid(idOf(decodeURIComponent(key ?? form.get("Key") ?? "")));
  const data = fieldsOf(form.get("Data") ?? "");
  if (data.removed === true) return [{ ...step, text: `lets go of ${name}`, mood: "good" }];
  if (key === undefined) return [{ ...step, text: `keeps ${name} in ${place}: ${String(data.reason)}` }];
  if (Number(data.strikes) > 0) return [{ ...step, text: `takes ${name} up from ${place}` }];
  return [{ ...step, text: `notes about ${name} in ${place}: ${String(data.reason)}` }];
}

/** Two at once cannot both note that they run the hook: of them, and of those that come later, Sync refuses the note. */
function narrateHookNote(status: number, body: string): Step[] {
  const step = { from: "relay", to: "Sync" } as const;
  if (status === 409) return [{ ...step, text: "sees that the hook has had this message", mood: "good" }];
  const { state, result } = fieldsOf(new URLSearchParams(body).get("Data") ?? "");
  if (status >= 300 || state !== "done") return [];
  const sealed = result === undefined ? "" : ", and its reply, sealed";
  return [{ ...step, text: `notes that the hook has run${sealed}` }];
}

/** A key is `twilio:SM…`, each part encoded. */
function idOf(key: string): string {
  return decodeURIComponent(key.split(":").at(-1) ?? "");
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(text === "" ? "{}" : text);
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
