import type { Contact } from "./contacts";
import type { Filter } from "./list-page";
import { isBool, isTime, readBool } from "./list-page";
import type { Message } from "./message-resource";
import { directions, messageTypes, sources, statuses } from "./vocabulary";

const oneOf = (name: keyof Message, allowed: readonly string[]): Filter<Message> => ({
  isValid: (value) => allowed.includes(value),
  matches: (message, value) => message[name] === value,
});

/** An id, with the modifiers `[ne]` and `[exists]`. */
const idFilters = (name: "external_id" | "contact_id" | "broadcast_id" | "scheduled_id") => ({
  [name]: { matches: (message: Message, value: string) => message[name] === value },
  [`${name}[ne]`]: { matches: (message: Message, value: string) => message[name] !== value },
  [`${name}[exists]`]: {
    isValid: isBool,
    matches: (message: Message, value: string) => (message[name] !== null) === readBool(value),
  },
});

/** GET …/messages, with no filter on `vars` or `to_number`: github.com/Telerivet/telerivet-node-client, Project.queryMessages */
export const messageFilters = (contacts: ReadonlyMap<string, Contact>): Record<string, Filter<Message>> => ({
  direction: oneOf("direction", directions),
  message_type: oneOf("message_type", messageTypes),
  source: oneOf("source", sources),
  status: oneOf("status", statuses),
  starred: { isValid: isBool, matches: ({ starred }, value) => starred === readBool(value) },
  "time_created[min]": {
    isValid: isTime,
    matches: ({ time_created: time }, value) => time >= Number(value),
  },
  "time_created[max]": { isValid: isTime, matches: ({ time_created: time }, value) => time < Number(value) },
  label_id: { matches: ({ label_ids: ids }, value) => ids.includes(value) },
  phone_id: { matches: ({ phone_id: id }, value) => id === value },
  group_id: {
    matches: ({ contact_id: id }, value) => contacts.get(id ?? "")?.group_ids.includes(value) ?? false,
  },
  ...idFilters("external_id"),
  ...idFilters("contact_id"),
  ...idFilters("broadcast_id"),
  ...idFilters("scheduled_id"),
});
