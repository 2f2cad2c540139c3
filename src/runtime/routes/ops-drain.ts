import pMap from "p-map";
import * as z from "zod/mini";
import { keeping, type Deadline } from "../../relay/deadline";
import { drain, DRAIN_CONCURRENCY, type DrainResult } from "../../relay/drain";
import type { DrainTools } from "../../relay/drain-entry";
import { DEAD } from "../../relay/outbox-entry";
import { parse } from "../../relay/parse";
import { present } from "../../relay/present";
import { revive } from "../../relay/revive";
import { json } from "../answer";
import { requireBearer } from "../bearer";
import { DELIVERY_SETTINGS, deliveryTools } from "../delivery-tools";
import type { Route } from "../route";
import { telerivetReader } from "../telerivet";
import { twilioReader } from "../twilio";
import { voltReader } from "../volt";

const needs = ["RELAY_API_KEY", ...DELIVERY_SETTINGS] as const;

const order = z.strictObject({
  /** Give the dead letters another chance, too. */
  dead: z.optional(
    z.pipe(
      z.transform((value) => (value === "true" ? true : value)),
      z.boolean(),
    ),
  ),
  /** Give these messages another chance now, and no others: keys, as GET /ops/outbox shows them. */
  keys: z.optional(z.array(z.string()).check(z.maxLength(100))),
  cursor: z.optional(z.string()),
});

/** Reviving dead letters may take half of the time; bringing them to Insights has the rest. */
const REVIVING_SHARE = 0.5;

/** Brings the outbox to Insights as far as the time reaches. Harmless to call as often as one likes, and at once. */
export const opsDrain: Route<(typeof needs)[number]> = {
  name: "ops_drain",
  // A Function is ended after 10 s.
  budgetMs: 9_000,
  needs,
  readers: { telerivet: telerivetReader, twilio: twilioReader, volt: voltReader },
  async answer(visit) {
    const { request, settings, instance, deadline } = visit;
    requireBearer(request.header("authorization"), settings.RELAY_API_KEY);
    const { dead, ...options } = parse(order, { ...request.parameters }, "Nothing was drained");
    const tools = deliveryTools(visit, deadline);
    if (options.keys !== undefined) await reviveThese(options.keys, tools);
    if (dead === true) await reviveAll(keeping(deadline.remainingMs() * REVIVING_SHARE, deadline), tools);
    const result = await drain(deadline, tools, present(options));
    instance.log.info("drained", logFields(result));
    return json(200, result);
  },
};

async function reviveThese(keys: readonly string[], { store, now }: DrainTools): Promise<void> {
  await pMap(keys, (key) => revive(key, store, now), { concurrency: DRAIN_CONCURRENCY });
}

async function reviveAll(deadline: Deadline, tools: DrainTools): Promise<void> {
  for (let cursor: string | undefined; ;) {
    const page = await tools.store.list(DEAD, cursor);
    await reviveThese(
      page.records.map(({ key }) => key),
      tools,
    );
    if (page.next === undefined || deadline.remainingMs() <= 0) return;
    cursor = page.next;
  }
}

function logFields({ delivered, deferred, dead, remaining }: DrainResult) {
  return { delivered, deferred, dead, remaining };
}
