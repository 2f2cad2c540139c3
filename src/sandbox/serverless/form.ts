import type { IncomingMessage } from "node:http";
import { invalid } from "./refusal";

/**
 * The parameters of a request, from a form or a multipart upload. Names that no endpoint knows are ignored, as Twilio
 * does (the toolkit sends a FriendlyName for an Environment, which has none).
 */
export class Form {
  constructor(private readonly data: FormData) {}

  optional(name: string): string | undefined {
    const value = this.data.get(name);
    return typeof value === "string" && value !== "" ? value : undefined;
  }

  required(name: string, { characters }: { characters: number }): string {
    const value = this.optional(name);
    if (value === undefined) throw invalid(`Missing required parameter ${name} in the post body`);
    if (value.length > characters) throw invalid(`${name} is longer than ${characters} characters`);
    return value;
  }

  all(name: string): string[] {
    return this.data.getAll(name).filter((value) => typeof value === "string");
  }

  async file(name: string): Promise<{ content: Buffer; contentType: string }> {
    const file = this.data.get(name);
    if (file === null || typeof file === "string") throw invalid(`Missing required file ${name}`);
    return { content: Buffer.from(await file.arrayBuffer()), contentType: file.type };
  }
}

export async function readForm(request: IncomingMessage): Promise<Form> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (chunks.length === 0) return new Form(new FormData());
  const headers = { "content-type": request.headers["content-type"] ?? "" };
  try {
    // fetch's Response has the parsers for both kinds of form.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- because of memory, and these uploads are small.
    return new Form(await new Response(Buffer.concat(chunks), { headers }).formData());
  } catch {
    throw invalid(`The body is no form: ${headers["content-type"]}`);
  }
}
