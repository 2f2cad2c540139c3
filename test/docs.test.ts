import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as errors from "../src/relay/errors";
import { ADVICE } from "../src/runtime/advice";
import { SETTING_NAMES } from "../src/runtime/settings";

const ROOT = path.resolve(__dirname, "..");
const read = (file: string) => readFileSync(path.join(ROOT, file), "utf8");
const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "CHANGELOG.md",
  ...readdirSync(path.join(ROOT, "docs")).map((page) => `docs/${page}`),
];

/** Given by Twilio, so nobody sets it. */
const GIVEN = new Set(["DOMAIN_NAME"]);

describe("the documents", () => {
  it("have samples that compile, under the project's own rules", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "volt-relay-docs-"));
    try {
      const samples = pages.flatMap((page) =>
        [...read(page).matchAll(/```ts\n([^]*?)```/g)].map(([, code]) => code ?? ""),
      );
      expect(samples.length).toBeGreaterThan(3);
      samples.forEach((code, n) => {
        writeFileSync(path.join(folder, `sample-${n}.ts`), code);
      });
      symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
      const compilerOptions = {
        // What is shipped, made by the build.
        paths: { "volt-relay": [path.join(ROOT, "dist/types/index.d.ts")] },
        noUnusedLocals: false,
        skipLibCheck: true,
      };
      const files = ["*.ts", path.join(ROOT, "src/version.d.ts")];
      writeFileSync(
        path.join(folder, "tsconfig.json"),
        JSON.stringify({ extends: path.join(ROOT, "tsconfig.json"), compilerOptions, include: files }),
      );
      execFileSync(
        process.execPath,
        [path.join(ROOT, "node_modules/typescript/bin/tsc"), "--project", folder],
        { encoding: "utf8" },
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("link to files that are there", () => {
    for (const page of pages) {
      for (const [, target = ""] of read(page).matchAll(/\]\((?!https?:)([^)#]+)/g)) {
        expect(() => read(path.join(path.dirname(page), target))).not.toThrow();
      }
    }
  });

  it.each(SETTING_NAMES.filter((name) => !GIVEN.has(name)))("name the setting %s", (name) => {
    expect(read("README.md")).toContain(`\`${name}\``);
    expect(read(".env.example")).toMatch(new RegExp(`^${name}=$`, "m"));
  });

  it("name every error code and every reason", () => {
    const page = read("docs/errors.md");
    const codes = [...read("src/relay/errors.ts").matchAll(/readonly code = "(\w+)"/g)].map(
      ([, code]) => code,
    );
    expect(codes).toHaveLength(Object.values(errors).length - 1);
    for (const word of [...codes, ...Object.keys(ADVICE)]) expect(page).toContain(`\`${word ?? ""}\``);
  });
});

describe("package.json", () => {
  const { dependencies, devDependencies } = JSON.parse(read("package.json")) as Record<
    string,
    Record<string, string>
  >;

  it("names what Twilio installs, exactly: npm's newest runtime-handler is refused at deploy", () => {
    // https://github.com/twilio-labs/serverless-toolkit/pull/558
    expect(dependencies).toEqual({ "@twilio/runtime-handler": "2.0.3", twilio: "6.2.0" });
  });

  it("pins every version", () => {
    for (const version of Object.values(devDependencies ?? {})) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });
});
