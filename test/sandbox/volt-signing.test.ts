import type { KeyObject } from "node:crypto";
import { constants, createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import type { Serialisation, Signing } from "../../src/sandbox/volt/signing";
import { startVolt } from "../../src/sandbox/volt/volt";
import { closeAfterEach } from "./close-after-each";
import { startRelayDouble } from "./relay-double";
import { customer, ours, privateKey, startSandboxVolt, token } from "./volt-fixture";

const opened = closeAfterEach();

async function startBoth(options: Parameters<typeof startSandboxVolt>[0] = {}) {
  const relay = opened(await startRelayDouble());
  const volt = opened(await startSandboxVolt(options));
  await volt.registerWebhook(relay.url);
  /** Has a message told and gives the request that tells of it. */
  const hear = async (text = "Café 👍, \u007f: you & me") => {
    await volt.receive({ from: customer, to: ours, text });
    const request = relay.requests.at(-1);
    if (!request) throw new Error("nothing came");
    return { ...request, signature: request.headers["x-respond-flow-signature"] };
  };
  const keyFile = async () => (await fetch(`${volt.url}/id_rsa.pub`)).text();
  return { volt, hear, keyFile };
}

interface Claim {
  digest: string;
  padding: string;
}

const digests = ["sha256", "sha512", "sha1"] as const;
const paddings = ["pkcs1", "pss"] as const;
const claims: Claim[] = digests.flatMap((digest) => paddings.map((padding) => ({ digest, padding })));

function holds({ digest, padding }: Claim, bytes: Buffer, key: KeyObject, signature: Buffer): boolean {
  const rsa = padding === "pss" ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  return verify(digest, bytes, { key, padding: rsa }, signature);
}

const encodings = { base64: /^[A-Za-z0-9+/]{342}==$/, base64url: /^[\w-]{342}$/, hex: /^[0-9a-f]{512}$/ };

const combinations: Omit<Signing, "signed" | "serialisation">[] = digests.flatMap((digest) =>
  paddings.flatMap((padding) =>
    (["base64", "base64url", "hex"] as const).map((encoding) => ({ digest, padding, encoding })),
  ),
);

test.each(combinations)(
  "$digest with $padding as $encoding holds for the very bytes, and nothing else does",
  async (signing) => {
    const { volt, hear } = await startBoth({ signing });
    const { rawBody, signature } = await hear();
    expect(signature).toMatch(encodings[signing.encoding]);
    const bytes = Buffer.from(String(signature), signing.encoding);
    const holding = claims.filter((claim) => holds(claim, rawBody, volt.publicKey(), bytes));
    expect(holding).toEqual([{ digest: signing.digest, padding: signing.padding }]);
    const other = Buffer.concat([rawBody, Buffer.from(" ")]);
    expect(holds(signing, other, volt.publicKey(), bytes)).toBe(false);
  },
);

test.each<{ serialisation: Serialisation; part: string }>([
  { serialisation: "compact", part: '"type":"SMS","text":"Café 👍, \u007f: you & me","sent_at":null,' },
  {
    serialisation: "compact-ascii",
    part: String.raw`"type":"SMS","text":"Caf\u00e9 \ud83d\udc4d, \u007f: you & me","sent_at":null,`,
  },
  {
    serialisation: "python",
    part: '"type": "SMS", "text": "Café 👍, \u007f: you & me", "sent_at": null, ',
  },
  {
    serialisation: "python-ascii",
    part: String.raw`"type": "SMS", "text": "Caf\u00e9 \ud83d\udc4d, \u007f: you & me", "sent_at": null, `,
  },
])("written $serialisation the signature is over those bytes", async ({ serialisation, part }) => {
  const { volt, hear } = await startBoth({ signing: { serialisation } });
  const { body, rawBody, signature } = await hear();
  expect(body).toContain(part);
  const claim = { digest: "sha256", padding: "pkcs1" };
  expect(holds(claim, rawBody, volt.publicKey(), Buffer.from(String(signature), "base64"))).toBe(true);
  const compact = JSON.stringify(JSON.parse(body));
  expect(body === compact).toBe(serialisation === "compact");
});

test("the way of signing can change, and what is not given stays", async () => {
  const { volt, hear } = await startBoth({ signing: { digest: "sha512" } });
  volt.setSigning({ encoding: "hex" });
  const { rawBody, signature } = await hear();
  const bytes = Buffer.from(String(signature), "hex");
  expect(holds({ digest: "sha512", padding: "pkcs1" }, rawBody, volt.publicKey(), bytes)).toBe(true);
  volt.setSigning({ signed: false });
  expect((await hear()).signature).toBeUndefined();
});

test("the key is served to anybody, as an OpenSSH line", async () => {
  const { volt, keyFile } = await startBoth();
  const line = /^ssh-rsa (?<blob>[A-Za-z0-9+/]+=*) volt@sandbox\n$/.exec(await keyFile());
  const blob = Buffer.from(line?.groups?.blob ?? "", "base64");
  const parts: Buffer[] = [];
  for (let at = 0; at < blob.length; at += 4 + blob.readUInt32BE(at)) {
    parts.push(blob.subarray(at + 4, at + 4 + blob.readUInt32BE(at)));
  }
  const [type, e, n] = parts;
  expect([parts.length, type?.toString()]).toEqual([3, "ssh-rsa"]);
  // A 2048 bit modulus has its first bit set, and would be negative without the zero.
  expect([n?.length, n?.[0]]).toEqual([257, 0]);
  const jwk = {
    kty: "RSA",
    e: e?.toString("base64url") ?? "",
    n: n?.subarray(1).toString("base64url") ?? "",
  };
  expect(createPublicKey({ key: jwk, format: "jwk" }).equals(volt.publicKey())).toBe(true);
});

test.each([
  { format: "pem-spki", firstLine: "-----BEGIN PUBLIC KEY-----" },
  { format: "pem-pkcs1", firstLine: "-----BEGIN RSA PUBLIC KEY-----" },
] as const)("as $format it is PEM", async ({ format, firstLine }) => {
  const { volt, keyFile } = await startBoth({ keyFormat: format });
  const pem = await keyFile();
  expect(pem.split("\n")[0]).toBe(firstLine);
  expect(createPublicKey(pem).equals(volt.publicKey())).toBe(true);
  volt.setKeyFormat("openssh");
  expect(await keyFile()).toMatch(/^ssh-rsa /);
});

test("a rotated key signs, and is the one that is served", async () => {
  const { volt, hear, keyFile } = await startBoth({ keyFormat: "pem-spki" });
  const before = volt.publicKey();
  await volt.rotateKey(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey);
  const { rawBody, signature } = await hear();
  const bytes = Buffer.from(String(signature), "base64");
  const claim = { digest: "sha256", padding: "pkcs1" };
  expect(holds(claim, rawBody, before, bytes)).toBe(false);
  expect(holds(claim, rawBody, createPublicKey(await keyFile()), bytes)).toBe(true);
  await volt.rotateKey(privateKey);
  expect(volt.publicKey().equals(before)).toBe(true);
});

test("without a key given there is a new one, at the start and at each rotation", async () => {
  const volt = opened(await startVolt({ token, numbers: [ours] }));
  const first = volt.publicKey();
  await volt.rotateKey();
  expect(first.asymmetricKeyType).toBe("rsa");
  expect(volt.publicKey().equals(first)).toBe(false);
});
