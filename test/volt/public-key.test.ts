import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { ConfigurationError } from "../../src/relay/errors";
import { parsePublicKey } from "../../src/volt/public-key";
import { makeKey, openSshLine } from "./openssl";

const { formats } = makeKey();
const key = createPublicKey(formats.spki);

describe("an RSA public key", () => {
  it.each([
    ["PEM", formats.spki],
    ["PEM of PKCS#1", formats.pkcs1],
    ["PEM with \\n for line breaks", formats.spki.replaceAll("\n", "\\n")],
    ["PEM with Windows' line breaks", formats.spki.replaceAll("\n", "\r\n")],
    ["an OpenSSH line", formats.openssh],
    ["an OpenSSH line without a comment", formats.openssh.split(" ").slice(0, 2).join(" ")],
    ["an OpenSSH line as a file has it", `${formats.openssh}\n`],
    ["base64 DER", formats.der],
    ["base64 DER of PKCS#1", formats.pkcs1Der],
    ["base64 DER in lines", formats.der.replace(/(.{64})/g, "$1\n")],
    ["base64 DER with blanks around", `  ${formats.der} `],
  ])("is read from %s", (_case, text) => {
    expect(parsePublicKey(text).equals(key)).toBe(true);
  });

  const pem = (type: "ed25519" | "x25519") =>
    generateKeyPairSync(type as "ed25519")
      .publicKey.export({ type: "spki", format: "pem" })
      .toString();
  const rsa = (bits: number) =>
    generateKeyPairSync("rsa", { modulusLength: bits })
      .publicKey.export({ type: "spki", format: "pem" })
      .toString();
  const elliptic = generateKeyPairSync("ec", { namedCurve: "P-256" })
    .publicKey.export({ type: "spki", format: "pem" })
    .toString();
  const secret = generateKeyPairSync("rsa", { modulusLength: 1_024 })
    .privateKey.export({ type: "pkcs8", format: "pem" })
    .toString();
  const blob = (formats.openssh.split(" ")[1] ?? "").replace(/=+$/, "");

  it.each([
    ["nothing", ""],
    ["words", "not a key at all"],
    ["a page", "<!doctype html><title>404</title>"],
    ["a key of another kind", pem("ed25519")],
    ["a key on a curve", elliptic],
    ["a private key, which should be nowhere near", secret],
    ["a key of 512 bits", rsa(512)],
    ["a PEM cut short", formats.spki.slice(0, 200)],
    ["another kind of OpenSSH key", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB comment"],
    [
      "an OpenSSH line of one kind around another's key",
      openSshLine(formats.spki, "ssh-dss").replace(/^ssh-dss/, "ssh-rsa"),
    ],
    ["an OpenSSH line cut short", `ssh-rsa ${blob.slice(0, 200)}`],
    [
      "an OpenSSH line with a part too many",
      `ssh-rsa ${Buffer.concat([Buffer.from(blob, "base64"), Buffer.from([0, 0, 0, 1, 1])]).toString("base64")}`,
    ],
    [
      "an OpenSSH line with a stray byte",
      `ssh-rsa ${Buffer.concat([Buffer.from(blob, "base64"), Buffer.from([0])]).toString("base64")}`,
    ],
    ["an OpenSSH line with nothing in it", "ssh-rsa AAAA"],
    ["base64 of something else", Buffer.from("not DER").toString("base64")],
  ])("is refused where it is %s", (_case, text) => {
    expect(() => parsePublicKey(text)).toThrow(ConfigurationError);
  });

  it.each([
    [
      "expected",
      "not a key at all",
      "Expected PEM (BEGIN PUBLIC KEY or BEGIN RSA PUBLIC KEY), an OpenSSH line (ssh-rsa AAAA…) or base64 DER",
    ],
    ["wrong with its size", rsa(512), "512 bits"],
  ])("is refused in words that say what was %s", (_case, text, words) => {
    expect(() => parsePublicKey(text)).toThrow(words);
  });
});
