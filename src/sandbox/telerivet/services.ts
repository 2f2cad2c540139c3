import type { Parameters } from "./body";
import { isObject } from "./body";
import type { StoreOptions } from "./contacts";
import type { Webhook } from "./message-store";
import type { Vars } from "./parameters";
import { isTrue, mergeVars, textOf, textsOf } from "./parameters";

/** github.com/Telerivet/telerivet-node-client, lib/telerivet/service.js */
export interface Service {
  id: string;
  name: string;
  service_type: string;
  active: boolean;
  priority: number;
  contexts: Record<string, Record<string, true>>;
  vars: Vars;
  project_id: string;
  response_table_id: string | null;
  phone_ids: string[] | null;
  apply_mode: string;
  contact_number_filter: string;
}

/** With what REST does not tell. */
export interface StoredService {
  resource: Service;
  config: Parameters;
  /** Null for all. */
  messageTypes: string[] | null;
}

export interface ServiceStore {
  /** By id, in the order of their creation. */
  services: ReadonlyMap<string, StoredService>;
  isNameTaken: (name: string, exceptId?: string) => boolean;
  /** Takes parameters that have been checked. */
  create: (given: Parameters) => StoredService;
  update: (service: StoredService, given: Parameters) => StoredService;
  setConfig: (service: StoredService, config: Parameters) => StoredService;
  remove: (id: string) => void;
  /** The active webhooks for incoming messages, in the order of their priority. */
  webhooks: () => { service: StoredService; webhook: Webhook }[];
}

export function createServiceStore({ projectId, newId }: StoreOptions): ServiceStore {
  const services = new Map<string, StoredService>();
  const keep = (service: StoredService) => {
    services.set(service.resource.id, service);
    return service;
  };
  const all = () => [...services.values()];
  const isNameTaken = (name: string, exceptId?: string) =>
    all().some(({ resource }) => resource.name === name && resource.id !== exceptId);
  const freeName = () => {
    for (let number = services.size + 1; ; number += 1) {
      if (!isNameTaken(`Service ${number}`)) return `Service ${number}`;
    }
  };

  return {
    services,
    isNameTaken,
    create: (given) => {
      const isWebhook = given.service_type === "incoming_message_webhook";
      const resource: Service = {
        id: newId("SV"),
        name: textOf(given.name) ?? freeName(),
        service_type: textOf(given.service_type) ?? "",
        active: true,
        priority: Math.max(0, ...all().map(({ resource: { priority } }) => priority)) + 1,
        contexts: isWebhook ? { message: { incoming_message: true } } : {},
        vars: {},
        project_id: projectId,
        response_table_id: null,
        phone_ids: null,
        apply_mode: "unhandled",
        contact_number_filter: "long_number",
      };
      return keep({
        resource: changed(resource, given),
        config: isObject(given.config) ? given.config : {},
        messageTypes: Array.isArray(given.message_types) ? textsOf(given.message_types) : null,
      });
    },
    update: (service, given) => keep({ ...service, resource: changed(service.resource, given) }),
    setConfig: (service, config) => keep({ ...service, config }),
    remove: (id) => void services.delete(id),
    webhooks: () =>
      all()
        .filter(({ resource }) => resource.active && resource.service_type === "incoming_message_webhook")
        .sort((one, other) => one.resource.priority - other.resource.priority)
        .map((service) => ({
          service,
          webhook: { url: textOf(service.config.url) ?? "", secret: textOf(service.config.secret) },
        })),
  };
}

/** What is not named stays, but for variables, of which null deletes one. */
function changed(service: Service, given: Parameters): Service {
  const tableId = given.response_table_id;
  const phoneIds = given.phone_ids;
  return {
    ...service,
    name: textOf(given.name) ?? service.name,
    active: given.active === undefined ? service.active : isTrue(given.active),
    priority: typeof given.priority === "number" ? given.priority : service.priority,
    vars: mergeVars(service.vars, given.vars),
    response_table_id: tableId === undefined ? service.response_table_id : (textOf(tableId) ?? null),
    phone_ids: phoneIds === undefined ? service.phone_ids : phoneIds === null ? null : textsOf(phoneIds),
    apply_mode: textOf(given.apply_mode) ?? service.apply_mode,
    contact_number_filter: textOf(given.contact_number_filter) ?? service.contact_number_filter,
  };
}
