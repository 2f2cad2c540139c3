import { statusRank } from "../../../src/relay/status-rank";
import { sandboxAccounts } from "../../../src/sandbox/accounts";
import type { Played } from "./play";
import type { Order } from "./stage";
import type { Post, SimulatedVisit, World } from "./world";

/** A Function is ended after 10 s; Event Streams waits 5. */
const MOST_MS: Readonly<Record<string, number>> = { twilio_events: 5_000 };
const FUNCTION_MS = 10_000;
const DRAINS_THAT_MAY_DIE = 5;

interface Message {
  readonly sid: string;
  /** The highest that the relay has acknowledged. */
  readonly rank: number;
  readonly sent: boolean;
}

/** Everything that must hold after a play, in one place. @returns what does not */
export async function judge(played: Played, order: Order): Promise<string[]> {
  const { world } = played;
  const violations: string[] = [];
  const fails = (what: string) => violations.push(what);
  const dead = new Map((await world.contents("dead")).map(({ data }) => [String(data.id), data]));

  if (!played.quiet) fails("the outbox is never empty");
  for (const message of acknowledged(played)) {
    if (dead.has(message.sid)) continue;
    const fault = faultOf(message, world, order);
    if (fault !== undefined) fails(`${message.sid}: ${fault}`);
  }
  for (const [sid, data] of dead)
    if (!mayBeDead(sid, data, world)) fails(`${sid}: dead of ${String(data.reason)}`);
  judgeSends(played, fails);
  judgePosts(world, fails);
  judgeTimes(world, fails);
  judgeSecrets(played, fails);
  return violations;
}

function acknowledged({ world, sends, told }: Played): Message[] {
  const messages = new Map<string, Message>();
  const note = (sid: string, status: string, sent: boolean) => {
    const before = messages.get(sid);
    const rank = Math.max(before?.rank ?? 0, statusRank(status));
    messages.set(sid, { sid, rank, sent: sent || before?.sent === true });
  };
  for (const { visit, reports, provable } of told) {
    if (statusOf(visit) !== 200) continue;
    for (const { sid, status } of reports) {
      if (provable || world.twilio.messages.has(sid)) note(sid, status, false);
    }
  }
  for (const { visit } of sends) {
    const sent = sentBy(visit);
    if (sent !== undefined && sent.outcome !== "failed") note(sent.sid, sent.status, true);
  }
  return [...messages.values()];
}

function statusOf({ ended }: SimulatedVisit): number | undefined {
  return ended?.answer.status;
}

function sentBy(visit: SimulatedVisit): { sid: string; status: string; outcome: string } | undefined {
  if (visit.route !== "send" || statusOf(visit) !== 201) return undefined;
  const { message, insights } = JSON.parse(visit.ended?.answer.body ?? "") as {
    message: { sid: string; status: string };
    insights: { outcome: string };
  };
  return { sid: message.sid, status: message.status, outcome: insights.outcome };
}

/** What is wrong with what Insights has of a message, if anything is. */
function faultOf({ sid, rank, sent }: Message, world: World, order: Order): string | undefined {
  const shown = world.insights.messages.get(sid);
  if (shown === undefined) return "acknowledged, and nowhere";
  if (sent && shown.uri === undefined) return "Insights never got the whole Message";
  if (statusRank(String(shown.status)) >= rank) return undefined;

  const mine = world.posts.filter((post) => post.sid === sid);
  const best = mine.findLastIndex(({ status }) => statusRank(status) >= rank);
  if (best === -1) return `Insights was never told more than ${String(shown.status)}`;
  const fall = mine.slice(best + 1);
  const blamed = fall.find((post) => !isExcused(post, world, order));
  return blamed && `${blamed.by.route} brought Insights back to ${blamed.status}`;
}

/**
 * What the relay does not promise:
 * - A webhook's own words, posted once and at once, may arrive after newer ones that another process posted.
 * - A request that came to no good end may have been cut off between a post and the look after it.
 * - Of a message that Twilio does not know under this account there is no truth to repeat, only the webhook's words.
 */
function isExcused({ sid, by, firsthand }: Post, { twilio }: World, order: Order): boolean {
  const cutOff = by.process.disturbed || (statusOf(by) ?? 500) >= 500 || sentBy(by)?.outcome === "failed";
  return (
    (firsthand && order === "any order") || (cutOff && by.route !== "ops_drain") || !twilio.messages.has(sid)
  );
}

function mayBeDead(sid: string, { reason }: Readonly<Record<string, unknown>>, world: World): boolean {
  switch (reason) {
    case "insights_rejected":
      return world.refusedForGood.has(sid);
    case "unknown_at_provider":
      return !world.twilio.messages.has(sid);
    case "gave_up": {
      const died = world.visits.filter((visit) => visit.process.disturbed || (statusOf(visit) ?? 500) >= 500);
      return died.length >= DRAINS_THAT_MAY_DIE;
    }
    default:
      return false;
  }
}

function judgeSends({ world, sends }: Played, fails: (what: string) => void): void {
  const created = [...world.twilio.messages.values()];
  for (const text of new Set(sends.map((each) => each.text))) {
    const count = created.filter(({ body }) => body === text).length;
    if (count > 1) fails(`sent ${count} times: ${text}`);
    const answered = new Set(
      sends.filter((each) => each.text === text).flatMap(({ visit }) => sentBy(visit)?.sid ?? []),
    );
    if (answered.size > 1) fails(`answered with ${answered.size} messages: ${text}`);
    if (answered.size > count) fails(`answered with a message that is not: ${text}`);
  }
}

/** A process never posts less of a message than it knows Insights to have. */
function judgePosts({ posts }: World, fails: (what: string) => void): void {
  for (const { sid, status, by, knew } of posts) {
    const known = knew.find((each) => statusRank(each) > statusRank(status));
    if (known !== undefined) fails(`${sid}: ${by.route} posted ${status} after ${known}`);
  }
}

function judgeTimes({ visits }: World, fails: (what: string) => void): void {
  for (const { route, process, startedAt, ended } of visits) {
    if (process.disturbed) continue;
    const mostMs = MOST_MS[route] ?? FUNCTION_MS;
    if (ended === undefined) fails(`${route} never answered`);
    else if (ended.at - startedAt > mostMs) fails(`${route} took ${ended.at - startedAt} ms`);
    if (ended?.answer.status === 500) fails(`${route} broke: ${ended.answer.body}`);
  }
}

function judgeSecrets({ world }: Played, fails: (what: string) => void): void {
  const log = world.lines.join("\n");
  for (const secret of [
    "secret ",
    "key 0",
    "key 1",
    "+15550100123",
    ...Object.values(sandboxAccounts).slice(1),
  ]) {
    if (log.includes(secret)) fails(`in the log: ${secret}`);
    if (world.everStored(secret)) fails(`in the store: ${secret}`);
  }
}
