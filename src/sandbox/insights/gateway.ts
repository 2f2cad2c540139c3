import type { Answer, ReceivedRequest } from "../stand-in/stand-in";

export const insightsJson = (status: number, body: unknown): Answer => ({
  status,
  body: JSON.stringify(body),
});

export type Admission = { body: Record<string, unknown> } | { refusal: Answer };

/** Lets a request in, or refuses it as an API gateway would. */
export function admit({ headers, body }: ReceivedRequest, token: string): Admission {
  const refuse = (status: number, message: string) => ({ refusal: insightsJson(status, { message }) });
  if (headers.authorization !== `Bearer ${token}`) return refuse(401, "Unauthorized");
  if (!/^application\/json\b/i.test(headers["content-type"] ?? ""))
    return refuse(415, "Unsupported Media Type");
  const parsed = parseObject(body);
  return parsed ? { body: parsed } : refuse(400, "The body must be one JSON object");
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined; // Not JSON is refused like any other body that is no object.
  }
}
