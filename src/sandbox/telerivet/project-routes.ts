import type { Route } from "../stand-in/stand-in";
import { notFound, telerivetAnswer, telerivetError, telerivetJson } from "./answer";
import type { Filter } from "./list-page";
import { isTime, listPage } from "./list-page";
import type { Phone } from "./phone";
import type { Guards } from "./routing";
import { anyId, projectPath } from "./routing";
import type { ServiceLog } from "./service-logs";

export interface ProjectRouteOptions {
  guards: Guards;
  projectId: string;
  phone: Phone;
  logs: readonly ServiceLog[];
}

/** An entry with what tells it from the others, which it has not of its own. */
interface NumberedLog {
  id: string;
  log: ServiceLog;
}

const logFilters: Record<string, Filter<NumberedLog>> = {
  service_id: { matches: ({ log }, value) => log.service_id === value },
  message_id: { matches: ({ log }, value) => log.message_id === value },
  contact_id: { matches: ({ log }, value) => log.contact_id === value },
  "time_created[min]": { isValid: isTime, matches: ({ log }, value) => log.time_created >= Number(value) },
  "time_created[max]": { isValid: isTime, matches: ({ log }, value) => log.time_created < Number(value) },
};

const phoneFilters: Record<string, Filter<Phone>> = {
  name: { matches: ({ name }, value) => name === value },
  phone_number: { matches: ({ phone_number: number }, value) => number === value },
};

/** The project, its one phone and its service log: github.com/Telerivet/telerivet-node-client, lib/telerivet/project.js */
export function projectRoutes({ guards, projectId, phone, logs }: ProjectRouteOptions): Route[] {
  return [
    {
      method: "GET",
      path: projectPath(),
      act: guards.read(() =>
        telerivetJson({
          id: projectId,
          name: "Sandbox",
          timezone_id: "Etc/UTC",
          url_slug: "sandbox",
          default_route_id: phone.id,
          auto_create_contacts: true,
          vars: {},
          organization_id: "OR0000000000000001",
        }),
      ),
    },
    {
      method: "GET",
      path: projectPath("phones"),
      act: guards.read(({ query }) =>
        telerivetAnswer(listPage({ query, filters: phoneFilters, resources: [phone] })),
      ),
    },
    {
      method: "GET",
      path: projectPath("phones", anyId),
      act: guards.read((_, { id }) =>
        id === phone.id ? telerivetJson(phone) : telerivetError(notFound("Phone")),
      ),
    },
    {
      method: "GET",
      path: projectPath("service_logs"),
      act: guards.read(({ query }) => {
        const resources = logs.map((log, index) => ({ id: String(index), log }));
        return telerivetAnswer(listPage({ query, filters: logFilters, resources, toJson: ({ log }) => log }));
      }),
    },
  ];
}
