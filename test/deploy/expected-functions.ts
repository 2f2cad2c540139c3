import { readdirSync } from "node:fs";
import path from "node:path";
import { root } from "./build-output";

/** What the files in functions/ are to become: `twilio/status.protected.ts` is protected and answers at `/twilio/status`. */
export function functionsInSource(): { path: string; visibility: string }[] {
  const files = readdirSync(path.join(root, "functions"), { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".ts"))
    .map((file) => {
      const [name = "", visibility = "public"] = file.replaceAll("\\", "/").replace(/\.ts$/, "").split(".");
      return { path: `/${name}`, visibility };
    });
}
