import fc from "fast-check";
import { parseDocument } from "../../src/sandbox/volt/graphql/document";
import { GraphqlError } from "../../src/sandbox/volt/graphql/graphql-error";
import { createMessage } from "./volt-fixture";

test("an operation is read with its variables, arguments and selection", () => {
  expect(parseDocument(createMessage)).toEqual({
    kind: "mutation",
    name: "createMessage",
    variables: [
      { name: "to", type: "String!" },
      { name: "from", type: "String!" },
      { name: "body", type: "String!" },
      { name: "media", type: "[String!]" },
    ],
    field: {
      name: "createMessage",
      arguments: ["to", "from", "body", "media"].map((name) => ({ name, value: { kind: "variable", name } })),
      fields: [
        ...["id", "legacyId", "toNumber", "fromNumber", "status", "statusDescription", "media", "body"],
        ...["sentAt", "confirmedAt"],
      ].map((name) => ({ name, arguments: [], fields: undefined })),
    },
  });
});

test.each([
  { source: "{ webhooks { id } }", name: undefined, type: undefined },
  { source: "query { webhooks { id } }", name: undefined, type: undefined },
  { source: "# hello\n\uFEFFquery all{webhooks,{id,,}}", name: "all", type: undefined },
  { source: "query($a:[[String!]!]!){webhooks{id}}", name: undefined, type: "[[String!]!]!" },
  { source: "query query ( $a : [ ID ] ) { webhooks { id } }", name: "query", type: "[ID]" },
])("$source is read", ({ source, name, type }) => {
  const operation = parseDocument(source);
  expect([operation.name, operation.variables[0]?.type]).toEqual([name, type]);
  expect(operation.field).toMatchObject({ name: "webhooks", fields: [{ name: "id" }] });
});

test.each([
  { literal: '"a\\u00e9\\n\\"\t👍"', value: 'aé\n"\t👍' },
  { literal: "-1.5e2", value: -150 },
  { literal: "true", value: true },
  { literal: "null", value: null },
  { literal: '["a", ["b"] []]', value: ["a", ["b"], []] },
])("the literal $literal is read", ({ literal, value }) => {
  expect(parseDocument(`{ message(id: ${literal}) { id } }`).field.arguments).toEqual([
    { name: "id", value: { kind: "literal", value } },
  ]);
});

test.each([
  { source: "", message: "Syntax Error: Unexpected <EOF>." },
  { source: "{ webhooks { id }", message: "Syntax Error: Unexpected <EOF>." },
  { source: "{ }", message: 'Syntax Error: Unexpected "}".' },
  { source: "{ webhooks() { id } }", message: 'Syntax Error: Unexpected ")".' },
  { source: "mutate { webhooks { id } }", message: 'Syntax Error: Unexpected "mutate".' },
  { source: "query ($a String) { a }", message: 'Syntax Error: Unexpected "String".' },
  { source: "query ($a: [String) { a }", message: 'Syntax Error: Unexpected ")".' },
  { source: '{ a(b: "c\n") }', message: 'Syntax Error: Unexpected character: """.' },
  { source: "{ a(b: ?) }", message: 'Syntax Error: Unexpected character: "?".' },
  { source: "{ a(b: :) }", message: 'Syntax Error: Unexpected ":".' },
  { source: '{ "a" }', message: String.raw`Syntax Error: Unexpected "\"a\"".` },
  { source: '{ a(b: """c""") }', message: "The stand-in does not read block strings" },
  { source: "{ a(b: C) }", message: "The stand-in does not read enums" },
  { source: "{ a(b: {c: 1}) }", message: "The stand-in does not read input objects" },
  { source: "{ a(b: [$c]) }", message: "The stand-in does not read variables inside lists" },
  { source: "{ b: a }", message: "The stand-in does not read aliases" },
  { source: "{ a { ...b } }", message: "The stand-in does not read fragments" },
  { source: "{ a @skip(if: true) }", message: "The stand-in does not read directives" },
  { source: "query ($a: ID = 1) { a }", message: "The stand-in does not read default values" },
  { source: "subscription { a }", message: "The stand-in does not read a subscription" },
  { source: "{ a b }", message: "The stand-in does not read several fields in one operation" },
  { source: "{ a } { b }", message: "The stand-in does not read a second definition in a document" },
])("$source: $message", ({ source, message }) => {
  expect(() => parseDocument(source)).toThrow(new GraphqlError(message));
});

test("a control character in a string has to be escaped", () => {
  const message = 'Syntax Error: Unexpected character: """.';
  expect(() => parseDocument('{ a(b: "\u0000") }')).toThrow(new GraphqlError(message));
});

test("any text can be a string, whatever lies around it", () => {
  const ignored = fc.constantFrom("", " ", "\n", ",", "\t", "#\n", "# } (\r\n");
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), ignored, (text, space) => {
      const source = `${space}{${space}a(b:${space}${JSON.stringify(text)}${space})${space}}${space}`;
      expect(parseDocument(source).field.arguments).toEqual([
        { name: "b", value: { kind: "literal", value: text } },
      ]);
    }),
  );
});

test("whatever comes is read or refused", () => {
  const tokens = fc.constantFrom(...'query { } ( ) [ ] ! $ : a b "c" 1 ... @ = null #'.split(" "));
  const sources = fc.oneof(
    fc.string(),
    fc.array(tokens).map((parts) => parts.join(" ")),
  );
  fc.assert(
    fc.property(sources, (source) => {
      try {
        expect(parseDocument(source).field.name).toMatch(/^[_A-Za-z]\w*$/);
      } catch (error) {
        expect(error).toBeInstanceOf(GraphqlError);
      }
    }),
  );
});
