import type { Message } from "../twilio/message-resource";
import { cell, cut } from "./cell";
import type { Paint } from "./paint";
import { shortSid, statusWithError } from "./step";

export interface ViewState {
  readonly atTwilio: ReadonlyMap<string, Message>;
  readonly inInsights: ReadonlyMap<string, HeldMessage>;
}

type HeldMessage = Readonly<Record<string, unknown>>;

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

const STATUS_WIDTH = 17;
const PARTY_WIDTH = 16;

/** Beside the rows of messages: the title, the columns' names and the line at the bottom. */
const FRAME_ROWS = 3;

/**
 * What is true at Twilio and what Insights holds, message by message, the newest last, in no more than half of the
 * screen: the rest is for what happens.
 */
export function view({ atTwilio, inInsights }: ViewState, { columns, rows }: Size, paint: Paint): string[] {
  const width = Math.min(columns, 100);
  const messages = [...atTwilio.values()];
  const same = messages.filter((message) => isSame(message, inInsights.get(message.sid))).length;
  const room = Math.max(2, Math.floor(rows / 2) - FRAME_ROWS - 2);
  return [
    paint("dim", titleRule(messages.length, Math.min(room, messages.length), width)),
    paint("dim", cut(rowOf("", "", "at Twilio", "in Insights", "created", ""), width)),
    ...messages.slice(-room).map((message) => messageRow(message, inInsights.get(message.sid), width, paint)),
    footer(messages.length, same, width, paint),
  ];
}

function messageRow(message: Message, held: HeldMessage | undefined, width: number, paint: Paint): string {
  const done = isSame(message, held);
  const row = rowOf(
    shortSid(message.sid),
    partyOf(message),
    statusWithError(message.status, message.error_code),
    held === undefined ? "–" : statusWithError(held.status, held.error_code),
    timeOf(held?.date_created),
    done ? "✔" : "…",
  );
  return paint(done ? "green" : "yellow", cut(row, width));
}

function rowOf(
  sid: string,
  party: string,
  truth: string,
  held: string,
  created: string,
  mark: string,
): string {
  const cells = [
    cell(sid, 7),
    cell(party, PARTY_WIDTH),
    cell(truth, STATUS_WIDTH),
    cell(held, STATUS_WIDTH),
    cell(created, 8),
    mark,
  ];
  return `  ${cells.join("  ")}`;
}

function titleRule(count: number, shown: number, width: number): string {
  const title = shown < count ? `the last ${shown} of ${count} messages` : "messages";
  return cut(`── ${title} `, width - 1).padEnd(width - 1, "─");
}

function footer(count: number, same: number, width: number, paint: Paint): string {
  const text =
    same === count
      ? `Insights has the truth of ${count === 1 ? "it" : `all ${count}`}.`
      : `${count - same} of ${count} are on their way to Insights.`;
  const hint = "Ctrl-C ends the demo.";
  const agreement = cut(`  ${count === 0 ? "None so far." : text}`, width);
  const isRoomForHint = agreement.length + 1 + hint.length <= width;
  return `${paint(same === count ? "green" : "yellow", agreement)}${isRoomForHint ? ` ${paint("dim", hint)}` : ""}`;
}

/** `→ +15550100123`, `← +15550100123`, `→ whatsapp …0125` */
function partyOf({ direction, from, to }: Message): string {
  const [arrow, party] = direction === "inbound" ? ["←", from ?? ""] : ["→", to];
  const channel = /^[a-z]+(?=:)/.exec(party)?.[0];
  return `${arrow} ${channel === undefined ? party : `${channel} …${party.slice(-4)}`}`;
}

/** `20:12:31` of `Thu, 30 Jul 2015 20:12:31 +0000`: Twilio's times are UTC. */
function timeOf(date: unknown): string {
  return /\d\d:\d\d:\d\d/.exec(String(date))?.[0] ?? "–";
}

function isSame({ status, error_code }: Message, held: HeldMessage | undefined): boolean {
  return held?.status === status && (held.error_code ?? null) === error_code;
}
