import type { NewId } from "./ids";
import type { Message } from "./message-resource";
import type { Vars } from "./parameters";

/** github.com/Telerivet/telerivet-node-client, lib/telerivet/contact.js */
export interface Contact {
  id: string;
  name: string | null;
  phone_number: string;
  time_created: number;
  time_updated: number;
  send_blocked: boolean;
  conversation_status: string;
  last_message_time: number | null;
  last_incoming_message_time: number | null;
  last_outgoing_message_time: number | null;
  message_count: number;
  incoming_message_count: number;
  outgoing_message_count: number;
  last_message_id: string | null;
  default_route_id: string | null;
  group_ids: string[];
  vars: Vars;
  project_id: string;
}

export interface ContactStore {
  /** By id. */
  contacts: ReadonlyMap<string, Contact>;
  /** As a project with auto_create_contacts does. */
  findOrCreate: (phoneNumber: string) => { contact: Contact; isNew: boolean };
  get: (id: string) => Contact;
  /** Changes one as a user of the web app does; `vars` replaces all of them. */
  edit: (id: string, changes: Partial<Omit<Contact, "id">>) => Contact;
  /** Counts a message of the contact. */
  note: (message: Message) => void;
}

export interface StoreOptions {
  projectId: string;
  /** Unix seconds. */
  now: () => number;
  newId: NewId;
}

export function createContactStore({ projectId, now, newId }: StoreOptions): ContactStore {
  const contacts = new Map<string, Contact>();
  const keep = (contact: Contact) => {
    contacts.set(contact.id, contact);
    return contact;
  };
  const get = (id: string) => {
    const contact = contacts.get(id);
    if (!contact) throw new Error(`The sandbox's project has no contact ${id}`);
    return contact;
  };
  return {
    contacts,
    get,
    findOrCreate: (phoneNumber) => {
      const known = [...contacts.values()].find(({ phone_number: number }) => number === phoneNumber);
      const contact = known ?? keep(newContact(newId("CT"), phoneNumber, projectId, now()));
      return { contact, isNew: !known };
    },
    edit: (id, changes) => keep({ ...get(id), ...changes, time_updated: now() }),
    note: ({ id, contact_id: contactId, direction, time_created: time }) => {
      if (contactId === null) return;
      const contact = get(contactId);
      const isIncoming = direction === "incoming";
      keep({
        ...contact,
        last_message_id: id,
        last_message_time: time,
        message_count: contact.message_count + 1,
        ...(isIncoming
          ? {
              last_incoming_message_time: time,
              incoming_message_count: contact.incoming_message_count + 1,
              conversation_status: "active",
            }
          : {
              last_outgoing_message_time: time,
              outgoing_message_count: contact.outgoing_message_count + 1,
            }),
      });
    },
  };
}

const newContact = (id: string, phoneNumber: string, projectId: string, time: number): Contact => ({
  id,
  name: phoneNumber,
  phone_number: phoneNumber,
  time_created: time,
  time_updated: time,
  send_blocked: false,
  conversation_status: "closed",
  last_message_time: null,
  last_incoming_message_time: null,
  last_outgoing_message_time: null,
  message_count: 0,
  incoming_message_count: 0,
  outgoing_message_count: 0,
  last_message_id: null,
  default_route_id: null,
  group_ids: [],
  vars: {},
  project_id: projectId,
});
