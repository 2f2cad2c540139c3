import fc from "fast-check";
import { seal, unseal } from "../../src/relay/seal";

const SECRET = "sandbox_telerivet_webhook_secret";
const text = fc.string({ unit: "binary", maxLength: 200 });
const secret = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 });

/** The sealed text with one of its bytes changed. */
function changed(sealed: string, at: number, by: number): string {
  const bytes = Buffer.from(sealed, "base64");
  const place = at % bytes.length;
  bytes[place] = (bytes[place] ?? 0) ^ by;
  return bytes.toString("base64");
}

describe("a sealed text", () => {
  it("is read with its secret, whatever it is", () => {
    fc.assert(
      fc.property(text, secret, (said, by) => {
        expect(unseal(seal(said, by), by)).toBe(said);
      }),
    );
  });

  it("is not read with another secret", () => {
    fc.assert(
      fc.property(text, secret, secret, (said, by, other) => {
        fc.pre(by !== other);
        expect(unseal(seal(said, by), other)).toBeUndefined();
      }),
    );
  });

  it("is not read once any byte of it is changed", () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.integer({ min: 1, max: 255 }), (said, at, by) => {
        expect(unseal(changed(seal(said, SECRET), at, by), SECRET)).toBeUndefined();
      }),
    );
    const sealed = seal("Welcome", SECRET);
    for (let at = 0; at < Buffer.from(sealed, "base64").length; at++)
      expect([at, unseal(changed(sealed, at, 1), SECRET)]).toEqual([at, undefined]);
  });

  it("is not read where any of it is missing, or more was added", () => {
    const bytes = Buffer.from(seal("Welcome", SECRET), "base64");
    for (let length = 0; length < bytes.length; length++) {
      expect(unseal(bytes.subarray(0, length).toString("base64"), SECRET)).toBeUndefined();
      expect(unseal(bytes.subarray(bytes.length - length).toString("base64"), SECRET)).toBeUndefined();
    }
    expect(unseal(Buffer.concat([bytes, Buffer.from("!")]).toString("base64"), SECRET)).toBeUndefined();
  });

  it("shows nothing of what it says, and is the same for the same text alone", () => {
    const sealed = seal("Your code is 4711. Your code is 4711.", SECRET);
    expect(Buffer.from(sealed, "base64").toString("latin1")).not.toMatch(/code|4711/);
    expect(seal("Your code is 4711. Your code is 4711.", SECRET)).toBe(sealed);
    const [one, other] = ["Yes", "Not"].map((said) => seal(said, SECRET));
    // Two texts under one initialisation vector would give away how they differ.
    expect(one?.slice(0, 16)).not.toBe(other?.slice(0, 16));
  });
});
