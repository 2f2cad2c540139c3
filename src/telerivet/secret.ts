import { ConfigurationError, UnprovenError } from "../relay/errors";
import type { JsonObject } from "../relay/json";
import { sameSecret } from "../relay/same-secret";
import { parseBracketForm, type FormParameters } from "./form";

/**
 * Proves a webhook of Telerivet, and gives back what it says as a tree, without the secret. The parameter `secret` is the
 * only proof that there is, and has to be one text. https://telerivet.com/api/webhook
 *
 * @throws UnprovenError unless the secret is the expected one; ConfigurationError where nothing is expected
 */
export function proveTelerivetWebhook(parameters: FormParameters, secret: string): JsonObject {
  if (secret === "") throw new ConfigurationError("Without a secret, nothing proves a webhook of Telerivet.");
  const { secret: given, ...rest } = parameters;
  if (typeof given !== "string" || !sameSecret(given, secret)) throw unproven(given);
  return parseBracketForm(rest);
}

function unproven(given: unknown): UnprovenError {
  return new UnprovenError(
    given === undefined
      ? "The parameter secret is missing. Only Telerivet may call this URL."
      : "The parameter secret is not TELERIVET_WEBHOOK_SECRET. Enter the same secret for every webhook at Telerivet.",
  );
}
