import * as z from "zod/mini";
import { keeping } from "../../relay/deadline";
import { parseJson } from "../../relay/json";
import { DEAD, OUTBOX } from "../../relay/outbox-entry";
import { parse } from "../../relay/parse";
import { present } from "../../relay/present";
import { survey, type Survey, type SurveyedEntry } from "../../relay/survey";
import { json } from "../answer";
import { requireBearer } from "../bearer";
import type { Route } from "../route";
import { TWILIO_SETTINGS } from "../twilio";

const needs = ["RELAY_API_KEY", ...TWILIO_SETTINGS] as const;
const PAGE_SIZE = 100;
/** For the answer, and for a page of the store that is under way. */
const RESERVE_MS = 2_500;

const query = z.strictObject({ cursor: z.optional(z.string()) });
/** Where each list goes on; null behind its last item, where the other list still has some. */
const position = z.object({ pending: z.nullish(z.string()), dead: z.nullish(z.string()) });
const NOTHING: Survey = { items: [], count: 0, complete: true };

/** Shows what waits in the outbox and what is dead, a page at a time. */
export const opsOutbox: Route<(typeof needs)[number]> = {
  name: "ops_outbox",
  budgetMs: 8_000,
  needs,
  async answer({ request, settings, instance, deadline }) {
    requireBearer(request.header("authorization"), settings.RELAY_API_KEY);
    const { cursor } = parse(query, { ...request.parameters }, "The outbox was not listed");
    const from = readCursor(cursor);
    const store = instance.openStore(settings, deadline);
    const look = async (collection: string, at: string | null | undefined) =>
      at === null ? NOTHING : survey(store, collection, at, PAGE_SIZE, keeping(RESERVE_MS, deadline));
    const [pending, dead] = await Promise.all([look(OUTBOX, from.pending), look(DEAD, from.dead)]);
    return json(200, {
      pending: { ...summary(pending), items: pending.items.map(waiting) },
      dead: { ...summary(dead), items: dead.items.map(gone) },
      ...writeCursor(pending, dead),
    });
  },
};

function summary({ count, complete, oldest }: Survey): object {
  return { count, complete, ...present({ oldest: oldest === undefined ? undefined : iso(oldest) }) };
}

function waiting({ due, ...entry }: SurveyedEntry): object {
  return { ...shown(entry), next_attempt: iso(due) };
}

function gone({ due, ...entry }: SurveyedEntry): object {
  return { ...shown(entry), died: iso(due) };
}

function shown({ key, provider, id, reason, attempts, since }: Omit<SurveyedEntry, "due">): object {
  return { key, provider, id, reason, attempts, since: iso(since) };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

function writeCursor(pending: Survey, dead: Survey): { next?: string } {
  if (pending.next === undefined && dead.next === undefined) return {};
  const at = { pending: pending.next ?? null, dead: dead.next ?? null };
  return { next: Buffer.from(JSON.stringify(at)).toString("base64url") };
}

/** @throws InvalidInputError */
function readCursor(cursor: string | undefined): z.output<typeof position> {
  if (cursor === undefined) return {};
  return parse(
    position,
    parseJson(Buffer.from(cursor, "base64url").toString()),
    "The cursor is none of this relay's",
  );
}
