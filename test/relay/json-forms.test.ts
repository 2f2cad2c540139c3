import fc from "fast-check";
import { JSON_WRITINGS, jsonForms, writeJson } from "../../src/relay/json-forms";
import { maskNumbers } from "../../src/relay/mask";
import { pythonJson } from "../../src/sandbox/stand-in/python-json";

describe("the texts that a JSON body may have had", () => {
  it.each([
    ["plain", { a: [1, "b", null] }, ['{"a":[1,"b",null]}']],
    ["beyond ASCII", { a: "é😀" }, ['{"a":"é😀"}', '{"a":"\\u00e9\\ud83d\\ude00"}']],
    ["a control character", ["\u007f\u001f"], ['["\u007f\\u001f"]', '["\\u007f\\u001f"]']],
  ])("%s", (_case, value, texts) => {
    expect(jsonForms(value)).toEqual(texts);
  });

  it("all mean the same", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as unknown;
        for (const text of jsonForms(value)) expect(JSON.parse(text)).toEqual(plain);
      }),
    );
  });
});

describe("the ways to write JSON", () => {
  // What Python's json.dumps writes, with ensure_ascii and without: https://docs.python.org/3/library/json.html
  it.each([
    ["compact", '{"a":[1,{"b":"é, :\\n"}],"c":{},"d":[],"e":""}'],
    ["compact_ascii", '{"a":[1,{"b":"\\u00e9, :\\n"}],"c":{},"d":[],"e":""}'],
    ["spaced", '{"a": [1, {"b": "é, :\\n"}], "c": {}, "d": [], "e": ""}'],
    ["spaced_ascii", '{"a": [1, {"b": "\\u00e9, :\\n"}], "c": {}, "d": [], "e": ""}'],
  ] as const)("%s", (writing, text) => {
    expect(writeJson({ a: [1, { b: "é, :\n" }], c: {}, d: [], e: "" }, writing)).toBe(text);
  });

  it("all mean the same, and one is what Python writes", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as unknown;
        for (const writing of JSON_WRITINGS) expect(JSON.parse(writeJson(value, writing))).toEqual(plain);
        expect(writeJson(value, "spaced_ascii")).toBe(pythonJson(plain));
      }),
      { examples: [[["a,\n b", "\n", " ,", "\\n", "\u007f\u2028"]]] },
    );
  });
});

describe("masking", () => {
  it.each([
    ["a number", "+15550001234", "+*********34"],
    ["a channel's address", "whatsapp:+15550001234", "whatsapp:+*********34"],
    ["two in a text", "from +15550001234 to +445550009876", "from +*********34 to +**********76"],
    ["a SID, which is none", "SM00000000000000000000000000000001", "SM00000000000000000000000000000001"],
    ["a time zone, which is none", "2026-01-01T12:00:00+0000", "2026-01-01T12:00:00+0000"],
  ])("hides %s", (_case, text, masked) => {
    expect(maskNumbers(text)).toBe(masked);
  });

  it("leaves no more than two digits of any number", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{7,15}$/), (digits) => {
        expect(maskNumbers(`to +${digits}.`)).toBe(
          `to +${"*".repeat(digits.length - 2)}${digits.slice(-2)}.`,
        );
      }),
    );
  });
});
