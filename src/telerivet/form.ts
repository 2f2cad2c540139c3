import { isJsonObject, type JsonObject } from "../relay/json";

/** The parameters of a form, as a Function's event has them: text, or a list of texts where a key is repeated. */
export type FormParameters = Readonly<Record<string, unknown>>;

/** Telerivet's names have four parts at the most. Deeper ones are no structure, and must not cost a stack. */
const DEEPEST = 16;

/** An object on a null prototype: `constructor`, `__proto__` and `toString` are names like any other, and legal ones. */
type Branch = Record<string, unknown>;

/**
 * The tree that a form with PHP-style names describes: `contact[vars][lang]=es` becomes
 * `{ contact: { vars: { lang: "es" } } }`. Nothing is lost:
 * - Lists are objects with numeric names, until a schema asks for a list.
 * - What stands under one name more than once is an array.
 * - A value that stands where there are also names within has the empty name there: `a=1&a[b]=2` is
 *   `{ a: { "": "1", b: "2" } }`.
 * - A name that is none in this style, or is too deep, stays as it is.
 *
 * Takes names that were expanded before, too: whether a hosted Function does that is not documented. Objects are on a null
 * prototype. Telerivet's own description: https://telerivet.com/api/webhook
 */
export function parseBracketForm(parameters: FormParameters): JsonObject {
  const tree = newBranch();
  for (const [name, value] of Object.entries(parameters)) {
    const path = pathOf(name);
    put(tree, path, grow(value, DEEPEST - path.length));
  }
  return tree;
}

function newBranch(): Branch {
  return Object.create(null) as Branch;
}

function pathOf(name: string): readonly string[] {
  const open = name.indexOf("[");
  if (open <= 0 || !name.endsWith("]")) return [name];
  const path = [name.slice(0, open), ...name.slice(open + 1, -1).split("][")];
  return path.length > DEEPEST || path.slice(1).some((part) => /[[\]]/.test(part)) ? [name] : path;
}

/** The same value with its objects on null prototypes, and with its lists of objects as objects. */
function grow(value: unknown, levels: number): unknown {
  if (levels <= 0 || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value) && !value.some((one) => typeof one === "object")) return value;
  const branch = newBranch();
  for (const [name, inner] of Object.entries(value)) branch[name] = grow(inner, levels - 1);
  return branch;
}

function put(tree: Branch, path: readonly string[], value: unknown): void {
  let branch = tree;
  for (const name of path.slice(0, -1)) branch = branchAt(branch, name);
  join(branch, path.at(-1) ?? "", value);
}

/** The branch under a name; what stood there alone goes into it. */
function branchAt(branch: Branch, name: string): Branch {
  const there = branch[name];
  if (isBranch(there)) return there;
  const made = newBranch();
  if (there !== undefined) made[""] = there;
  branch[name] = made;
  return made;
}

function join(branch: Branch, name: string, value: unknown): void {
  const there = branch[name];
  if (there === undefined) {
    branch[name] = value;
  } else if (isBranch(value)) {
    const inner = branchAt(branch, name);
    for (const [key, one] of Object.entries(value)) join(inner, key, one);
  } else if (isBranch(there)) {
    join(there, "", value);
  } else {
    branch[name] = [there, value].flat();
  }
}

/** Told by its prototype: an object from outside that was too deep to grow is a value. */
function isBranch(value: unknown): value is Branch {
  return isJsonObject(value) && Object.getPrototypeOf(value) === null;
}
