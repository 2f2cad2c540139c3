import { pythonJson } from "../../src/sandbox/stand-in/python-json";

test.each([
  {
    case: "an object",
    value: { a: 1, b: null, c: [true, "x"] },
    text: '{"a": 1, "b": null, "c": [true, "x"]}',
  },
  { case: "empty ones", value: { a: {}, b: [] }, text: '{"a": {}, "b": []}' },
  { case: "an accent", value: "café", text: String.raw`"caf\u00e9"` },
  { case: "an emoji", value: "👍", text: String.raw`"\ud83d\udc4d"` },
  { case: "escapes", value: 'a"\\\n\u007f', text: String.raw`"a\"\\\n\u007f"` },
  { case: "separators inside a text", value: "a,b:c", text: '"a,b:c"' },
])("$case is written as Python writes it, and means the same", ({ value, text }) => {
  expect(pythonJson(value)).toBe(text);
  expect(JSON.parse(text)).toEqual(value);
});

test.each([
  { options: { spaced: false, ascii: false }, text: '{"é":[1,"👍"],"b":"a, b: c"}' },
  { options: { spaced: false }, text: String.raw`{"\u00e9":[1,"\ud83d\udc4d"],"b":"a, b: c"}` },
  { options: { ascii: false }, text: '{"é": [1, "👍"], "b": "a, b: c"}' },
])("with $options it is $text", ({ options, text }) => {
  expect(pythonJson({ é: [1, "👍"], b: "a, b: c" }, options)).toBe(text);
});
