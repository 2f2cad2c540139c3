import type { Answer, Route } from "../stand-in/stand-in";
import { notFound, telerivetAnswer, telerivetError, telerivetJson } from "./answer";
import type { Parameters } from "./body";
import type { Filter } from "./list-page";
import { isBool, listPage, readBool } from "./list-page";
import type { Rule } from "./parameters";
import type { Guards } from "./routing";
import { anyId, projectPath } from "./routing";
import { nameTaken, refuseCreate, refuseUpdate, refuseWebhookConfig } from "./service-parameters";
import type { Service, ServiceStore, StoredService } from "./services";

export interface ServiceRouteOptions {
  guards: Guards;
  store: ServiceStore;
  webhookUrl: Rule;
  /** Whether `…/config` of a webhook can be read and written. */
  servesConfig: boolean;
}

const name = (matches: (name: string, value: string) => boolean): Filter<Service> => ({
  matches: (service, value) => matches(service.name, value),
});

const filters: Record<string, Filter<Service>> = {
  name: name((one, value) => one === value),
  "name[ne]": name((one, value) => one !== value),
  "name[prefix]": name((one, value) => one.startsWith(value)),
  "name[not_prefix]": name((one, value) => !one.startsWith(value)),
  "name[gt]": name((one, value) => one > value),
  "name[gte]": name((one, value) => one >= value),
  "name[lt]": name((one, value) => one < value),
  "name[lte]": name((one, value) => one <= value),
  active: { isValid: isBool, matches: ({ active }, value) => active === readBool(value) },
  context: {
    isValid: (value) => ["message", "call", "ussd_session", "row", "contact", "project"].includes(value),
    matches: ({ contexts }, value) => Object.hasOwn(contexts, value),
  },
};

const sorts = {
  priority: (one: Service, other: Service) => one.priority - other.priority,
  name: (one: Service, other: Service) => (one.name < other.name ? -1 : 1),
};

/** github.com/Telerivet/telerivet-node-client, lib/telerivet/project.js and service.js */
export function serviceRoutes({ guards, store, webhookUrl, servesConfig }: ServiceRouteOptions): Route[] {
  const withService =
    (act: (service: StoredService, given: Parameters) => Answer) =>
    (given: Parameters, { id = "" }: Record<string, string>) => {
      const service = store.services.get(id);
      return service ? act(service, given) : telerivetError(notFound("Service"));
    };
  const readService = (act: (service: StoredService) => Answer) =>
    guards.read((_, groups) => withService(act)({}, groups));
  const takenName = (given: Parameters, exceptId?: string) =>
    typeof given.name === "string" && store.isNameTaken(given.name, exceptId)
      ? nameTaken(given.name)
      : undefined;
  const answer = ({ resource }: StoredService) => telerivetJson(resource);
  const hasConfig = ({ resource }: StoredService) =>
    servesConfig && resource.service_type === "incoming_message_webhook";

  return [
    {
      method: "GET",
      path: projectPath("services"),
      act: guards.read(({ query }) => {
        const resources = [...store.services.values()].map(({ resource }) => resource);
        return telerivetAnswer(listPage({ query, filters, sorts, resources }));
      }),
    },
    {
      method: "POST",
      path: projectPath("services"),
      act: guards.write((given) => {
        const refusal = refuseCreate(given, webhookUrl) ?? takenName(given);
        return refusal ? telerivetError(refusal) : answer(store.create(given));
      }),
    },
    { method: "GET", path: projectPath("services", anyId), act: readService(answer) },
    {
      method: "POST",
      path: projectPath("services", anyId),
      act: guards.write(
        withService((service, given) => {
          const refusal = refuseUpdate(given) ?? takenName(given, service.resource.id);
          return refusal ? telerivetError(refusal) : answer(store.update(service, given));
        }),
      ),
    },
    {
      method: "DELETE",
      path: projectPath("services", anyId),
      act: readService(({ resource }) => {
        store.remove(resource.id);
        return telerivetJson({});
      }),
    },
    {
      method: "GET",
      path: projectPath("services", anyId, "config"),
      // Whether the secret can be read back is unconfirmed: it cannot, which is the worse.
      act: readService((service) =>
        hasConfig(service) ? telerivetJson({ url: service.config.url }) : configRefused,
      ),
    },
    {
      method: "POST",
      path: projectPath("services", anyId, "config"),
      act: guards.write(
        withService((service, given) => {
          if (!hasConfig(service)) return configRefused;
          const refusal = refuseWebhookConfig(given, webhookUrl);
          if (refusal) return telerivetError(refusal);
          return telerivetJson({ url: store.setConfig(service, given).config.url });
        }),
      ),
    },
  ];
}

/** "Only certain types of services" have one; which, and this code, is unconfirmed. */
const configRefused = telerivetError({
  message: "This type of service does not support configuration via the API",
  code: "not_supported",
});
