import fc from "fast-check";
import { parseBracketForm } from "../../src/telerivet/form";
import { phpForm, type FormFields } from "./php-form";

/** The form as a Function's event has it: names as they are, and a list where one is repeated. */
function eventOf(form: string): Record<string, unknown> {
  const parameters = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of new URLSearchParams(form)) {
    const there = parameters[name];
    if (there === undefined) parameters[name] = value;
    else if (Array.isArray(there)) there.push(value);
    else parameters[name] = [there, value];
  }
  return parameters;
}

const read = (form: string) => parseBracketForm(eventOf(form));

const plain = (tree: unknown): unknown => JSON.parse(JSON.stringify(tree));

/** Every text in a tree, however it is nested. */
function textsIn(value: unknown): string[] {
  return typeof value === "object" && value !== null
    ? Object.values(value).flatMap(textsIn)
    : [String(value)];
}

function everyObject(value: unknown): object[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.values(value).flatMap(everyObject);
  return Array.isArray(value) ? inner : [value, ...inner];
}

describe("a form with names in brackets", () => {
  it.each([
    ["flat names", "event=send_status&id=SM1", { event: "send_status", id: "SM1" }],
    ["an object", "contact[id]=CT1&contact[name]=Jo", { contact: { id: "CT1", name: "Jo" } }],
    ["an object within", "contact[vars][lang]=es", { contact: { vars: { lang: "es" } } }],
    [
      "a list of objects",
      "media[0][url]=a&media[0][type]=b&media[1][url]=c",
      { media: { 0: { url: "a", type: "b" }, 1: { url: "c" } } },
    ],
    ["a list of texts", "label_ids[0]=a&label_ids[1]=b", { label_ids: { 0: "a", 1: "b" } }],
    ["a repeated name", "x[y]=1&x[y]=2", { x: { y: ["1", "2"] } }],
    ["an empty value", "content=", { content: "" }],
    ["empty brackets", "a[]=1&a[]=2", { a: { "": ["1", "2"] } }],
    ["a numeric variable", "vars[7]=x&vars[007]=y", { vars: { 7: "x", "007": "y" } }],
    ["a value before its names", "a=1&a[b]=2", { a: { "": "1", b: "2" } }],
    ["a value after its names", "a[b]=2&a=1", { a: { "": "1", b: "2" } }],
    ["a value twice beside names", "a=1&a=2&a[b]=3&a[]=4", { a: { "": ["1", "2", "4"], b: "3" } }],
    ["names beneath a value's place", "a=1&a[][x]=2", { a: { "": { "": "1", x: "2" } } }],
    ["a bracket that is not closed", "a[b=1", { "a[b": "1" }],
    ["text after a bracket", "a[b]c=1", { "a[b]c": "1" }],
    ["a bracket in a bracket", "a[b[c]]=1", { "a[b[c]]": "1" }],
    ["no name before the bracket", "[a]=1", { "[a]": "1" }],
  ])("%s", (_case, form, tree) => {
    expect(plain(read(form))).toEqual(tree);
  });

  it.each([
    ["objects", { contact: { vars: { lang: "es" } } }, { contact: { vars: { lang: "es" } } }],
    ["a list of objects", { media: [{ url: "a" }] }, { media: { 0: { url: "a" } } }],
    ["a list of texts", { label_ids: ["a", "b"] }, { label_ids: ["a", "b"] }],
    ["both at once", { a: { b: "1" }, "a[c]": "2", "a[b]": "3" }, { a: { b: ["1", "3"], c: "2" } }],
    ["other types", { a: { n: 1, t: true, z: null } }, { a: { n: 1, t: true, z: null } }],
  ])("takes names that were expanded before: %s", (_case, parameters, tree) => {
    expect(plain(parseBracketForm(parameters))).toEqual(tree);
  });

  it("keeps lists of more than 21 in their order", () => {
    const labels = Array.from({ length: 120 }, (_, n) => `label-${n}`);
    const { label_ids } = read(phpForm({ label_ids: Object.fromEntries(labels.entries()) }));
    expect(Object.values(label_ids as object)).toEqual(labels);
  });

  const HOSTILE = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "0", "21", "-1"];
  const name = fc.oneof(
    fc.constantFrom(...HOSTILE),
    fc.string({ minLength: 1, maxLength: 8 }).filter((text) => !/[[\]]/.test(text)),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 4 }).filter((text) => !/[[\]]/.test(text)),
  );
  const fields = (depth: number): fc.Arbitrary<FormFields> =>
    fc
      .array(fc.tuple(name, depth > 3 ? fc.string() : fc.oneof(fc.string(), inner(depth))), {
        minLength: depth === 0 ? 0 : 1,
        maxLength: 5,
      })
      .map((entries) => {
        const object = Object.create(null) as Record<string, string | FormFields>;
        for (const [key, value] of entries) object[key] = value;
        return object;
      });
  const inner = (depth: number): fc.Arbitrary<FormFields> => fc.constant(null).chain(() => fields(depth + 1));

  it("gives back any tree that PHP writes", () => {
    fc.assert(
      fc.property(fields(0), (tree) => {
        expect(read(phpForm(tree))).toEqual(tree);
      }),
      { numRuns: 300 },
    );
  });

  it("reads the same tree from names that were expanded before", () => {
    fc.assert(
      fc.property(fields(0), (tree) => {
        expect(parseBracketForm(tree)).toEqual(tree);
      }),
      { numRuns: 100 },
    );
  });

  it("loses no value and touches no prototype, whatever the names are", () => {
    const part = fc.oneof(name, fc.constantFrom("[", "]", "[]", "[[", "]]"));
    const anyName = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(""));
    const before = Object.getOwnPropertyNames(Object.prototype);
    fc.assert(
      fc.property(fc.array(fc.tuple(anyName, fc.string()), { maxLength: 20 }), (pairs) => {
        const tree = read(new URLSearchParams(pairs).toString());
        const expected = pairs.map(([, value]) => value.toWellFormed()).sort();
        expect(textsIn(tree).sort()).toEqual(expected);
        for (const object of everyObject(tree)) expect(Object.getPrototypeOf(object)).toBeNull();
      }),
      { numRuns: 500 },
    );
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("does not let a name reach a prototype", () => {
    const tree = read("a[__proto__][polluted]=1&a[constructor][prototype][polluted]=2&vars[__proto__]=3");
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.keys(tree.a as object)).toEqual(["__proto__", "constructor"]);
    expect(Object.getOwnPropertyDescriptor(tree.vars, "__proto__")?.value).toBe("3");
  });

  it("keeps a name of any depth as it is rather than dig for it", () => {
    const deep = "a" + "[b]".repeat(200_000);
    expect(Object.keys(parseBracketForm({ [deep]: "1" }))).toEqual([deep]);
    let nested: unknown = "x";
    for (let n = 0; n < 100_000; n++) nested = { n: nested };
    expect(Object.keys(parseBracketForm({ nested }))).toEqual(["nested"]);
  });

  /** How long the best of some runs takes, in ms: the others had company. */
  function fastest(work: () => unknown): number {
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now();
      work();
      return performance.now() - start;
    });
    return Math.min(...times);
  }

  it.each([
    ["variables", (n: number) => ({ vars: range(n, (i) => [`v${i}`, "x"]) })],
    ["list items", (n: number) => ({ list: range(n, (i) => [String(i), "x"]) })],
    ["objects", (n: number) => ({ media: range(n / 2, (i) => [String(i), { url: "u", type: "t" }]) })],
  ])("takes time in proportion: %s", (_case, make) => {
    const [small, large] = [1_000, 16_000].map((n) => eventOf(phpForm(make(n))));
    parseBracketForm(small ?? {});
    const ratio = fastest(() => parseBracketForm(large ?? {})) / fastest(() => parseBracketForm(small ?? {}));
    // Sixteen times as much; a quadratic reader takes 256 times as long.
    expect(ratio).toBeLessThan(90);
  });

  it("takes a name repeated thousands of times, and 1 MB of text", () => {
    const event = eventOf(`${"x[y]=1&".repeat(20_000)}content=${"a".repeat(1_000_000)}`);
    expect(fastest(() => parseBracketForm(event))).toBeLessThan(100);
    expect((parseBracketForm(event).content as string).length).toBe(1_000_000);
  });

  function range(n: number, entry: (i: number) => [string, string | FormFields]): FormFields {
    return Object.fromEntries(Array.from({ length: n }, (_, i) => entry(i)));
  }
});
