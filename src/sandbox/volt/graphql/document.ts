import { GraphqlError, notRead } from "./graphql-error";
import type { Token } from "./tokens";
import { tokensOf } from "./tokens";

export interface Operation {
  kind: "query" | "mutation";
  name: string | undefined;
  variables: VariableDefinition[];
  field: Field;
}

export interface VariableDefinition {
  name: string;
  /** As the language writes it: `[String!]!` */
  type: string;
}

export interface Field {
  name: string;
  arguments: Argument[];
  /** Undefined where nothing is selected of it. */
  fields: Field[] | undefined;
}

export interface Argument {
  name: string;
  value: Value;
}

export type Value = { kind: "variable"; name: string } | { kind: "literal"; value: Literal };
export type Literal = string | number | boolean | null | Literal[];

/**
 * Reads a document of one operation of one field, with variables, arguments and selections. Aliases, fragments, directives, default
 * values, enums and input objects are not read.
 *
 * @throws GraphqlError
 */
export function parseDocument(source: string): Operation {
  const tokens = tokensOf(source);
  let position = 0;

  const peek = (text: string) => tokens[position]?.text === text;
  const unexpected = (token: Token | undefined) =>
    new GraphqlError(`Syntax Error: Unexpected ${token ? JSON.stringify(token.text) : "<EOF>"}.`);

  function next(): Token {
    const token = tokens[position];
    if (!token) throw unexpected(token);
    position += 1;
    return token;
  }
  function accept(text: string): boolean {
    const isNext = peek(text);
    if (isNext) position += 1;
    return isNext;
  }
  function expect(text: string): void {
    const token = next();
    if (token.text !== text) throw unexpected(token);
  }
  function name(): string {
    const token = next();
    if (token.kind !== "name") throw unexpected(token);
    return token.text;
  }
  /** At least one item between the two. */
  function list<Item>(open: string, item: () => Item, close: string): Item[] {
    const items: Item[] = [];
    expect(open);
    do items.push(item());
    while (!accept(close));
    return items;
  }
  const optionalList = <Item>(open: string, item: () => Item, close: string) =>
    peek(open) ? list(open, item, close) : undefined;

  function type(): string {
    const bare = peek("[") ? listType() : name();
    return accept("!") ? `${bare}!` : bare;
  }
  function listType(): string {
    expect("[");
    const item = type();
    expect("]");
    return `[${item}]`;
  }
  function variableDefinition(): VariableDefinition {
    expect("$");
    const variable = name();
    expect(":");
    const definition = { name: variable, type: type() };
    if (peek("=")) throw notRead("default values");
    refuseDirectives();
    return definition;
  }
  function argument(): Argument {
    const argumentName = name();
    expect(":");
    return { name: argumentName, value: value() };
  }
  function value(): Value {
    return accept("$") ? { kind: "variable", name: name() } : { kind: "literal", value: literal() };
  }
  function literal(): Literal {
    const { kind, text } = next();
    if (kind === "string") return JSON.parse(text.replaceAll("\t", "\\t")) as string;
    if (kind === "number") return Number(text);
    if (text === "true" || text === "false") return text === "true";
    if (text === "null") return null;
    if (kind === "name") throw notRead("enums");
    if (text === "{") throw notRead("input objects");
    if (text === "$") throw notRead("variables inside lists");
    if (text !== "[") throw unexpected({ kind, text });
    const items: Literal[] = [];
    while (!accept("]")) items.push(literal());
    return items;
  }
  function field(): Field {
    if (peek("...")) throw notRead("fragments");
    const fieldName = name();
    if (peek(":")) throw notRead("aliases");
    const given = optionalList("(", argument, ")") ?? [];
    refuseDirectives();
    return { name: fieldName, arguments: given, fields: optionalList("{", field, "}") };
  }
  function refuseDirectives(): void {
    if (peek("@")) throw notRead("directives");
  }
  function onlyField(): Field {
    const [first, ...others] = list("{", field, "}");
    if (!first || others.length > 0) throw notRead("several fields in one operation");
    return first;
  }
  function operation(): Operation {
    if (peek("{")) return { kind: "query", name: undefined, variables: [], field: onlyField() };
    const kind = name();
    if (kind === "subscription" || kind === "fragment") throw notRead(`a ${kind}`);
    if (kind !== "query" && kind !== "mutation") throw unexpected({ kind: "name", text: kind });
    const operationName = tokens[position]?.kind === "name" ? name() : undefined;
    const variables = optionalList("(", variableDefinition, ")") ?? [];
    refuseDirectives();
    return { kind, name: operationName, variables, field: onlyField() };
  }

  const only = operation();
  if (position < tokens.length) throw notRead("a second definition in a document");
  return only;
}
