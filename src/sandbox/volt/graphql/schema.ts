export interface Schema {
  query: Record<string, OperationField>;
  mutation: Record<string, OperationField>;
  /** The types of each object's fields, none of which has arguments. */
  objects: Record<string, Record<string, string>>;
}

export interface OperationField {
  arguments: Record<string, string>;
  type: string;
}

const rootNames = { query: "Query", mutation: "Mutation" } as const;

/** The name of the type whose fields are the operations of a kind. */
export const rootName = (kind: "query" | "mutation") => rootNames[kind];

/** The member of that name, and none that every object inherits. */
export const own = <Member>(record: Readonly<Record<string, Member>>, name: string): Member | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;
