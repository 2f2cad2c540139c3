import { kindOf } from "./kinds";
import { notFound } from "./refusal";

export type Fields = Readonly<Record<string, unknown>>;

export type Resource = Fields & { readonly sid: string };

/** Every resource under its path (`Services/ZS…/Functions/ZH…`). One that is there has an owner that is there. */
export class ResourceTree {
  readonly #resources = new Map<string, Resource>();
  #created = 0;

  constructor(private readonly accountSid: string) {}

  /** @param list `Services/ZS…/Functions` */
  add(list: string, fields: Fields): Resource {
    const kind = kindOf(list);
    if (kind === undefined) throw notFound(list);
    this.#mustHaveOwner(list);
    this.#created += 1;
    const sid = kind.sidPrefix + this.#created.toString(16).padStart(32, "0");
    const url = `https://serverless.twilio.com/v1/${list}/${sid}`;
    const links = Object.entries(kind.links ?? {}).map(([name, below]) => [name, `${url}/${below}`]);
    const date = new Date().toISOString();
    const resource = {
      sid,
      account_sid: this.accountSid,
      ...ownerSids(list),
      ...fields,
      date_created: date,
      date_updated: date,
      url,
      links: Object.fromEntries(links) as unknown,
    };
    this.#resources.set(`${list}/${sid}`, resource);
    return resource;
  }

  update(path: string, fields: Fields): Resource {
    const resource = { ...this.get(path), ...fields, date_updated: new Date().toISOString() };
    this.#resources.set(path, resource);
    return resource;
  }

  remove(path: string): void {
    this.get(path);
    this.#resources.delete(path);
  }

  get(path: string): Resource {
    const resource = this.#resources.get(path);
    if (resource === undefined) throw notFound(path);
    return resource;
  }

  list(list: string): Resource[] {
    this.#mustHaveOwner(list);
    return this.#where((path) => above(path) === list);
  }

  /** Everything below a path, at any depth. */
  below(path: string): Resource[] {
    return this.#where((other) => other.startsWith(`${path}/`));
  }

  #where(wanted: (path: string) => boolean): Resource[] {
    return [...this.#resources].filter(([path]) => wanted(path)).map(([, resource]) => resource);
  }

  #mustHaveOwner(list: string): void {
    if (list.includes("/")) this.get(above(list));
  }
}

/** The owner of a list, the list of a resource: `Services/ZS…` of `Services/ZS…/Functions`. */
export const above = (path: string): string => path.slice(0, path.lastIndexOf("/"));

/** `{"service_sid": "ZS…", "function_sid": "ZH…"}` of `Services/ZS…/Functions/ZH…/Versions`. */
function ownerSids(list: string): Record<string, string> {
  const sids: Record<string, string> = {};
  const steps = list.split("/");
  for (let length = 2; length < steps.length; length += 2) {
    const ownerKey = kindOf(steps.slice(0, length).join("/"))?.ownerKey;
    const sid = steps[length - 1];
    if (ownerKey !== undefined && sid !== undefined) sids[ownerKey] = sid;
  }
  return sids;
}
