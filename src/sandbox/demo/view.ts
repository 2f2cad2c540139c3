import { cell, cut } from "./cell";
import type { Paint } from "./paint";
import { shortSid, statusWithError } from "./step";
import type { TrueMessage } from "./truth";

export interface ViewState {
  readonly truth: readonly TrueMessage[];
  readonly inInsights: ReadonlyMap<string, HeldMessage>;
}

type HeldMessage = Readonly<Record<string, unknown>>;

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

const STATUS_WIDTH = 17;
const PROVIDER_WIDTH = 9;
const PARTY_WIDTH = 16;

/** Beside the rows of messages: the title, the columns' names and the line at the bottom. */
const FRAME_ROWS = 3;

/**
 * What is true at the providers and what Insights holds, message by message, the newest last, in no more than half of the
 * screen: the rest is for what happens.
 */
export function view({ truth, inInsights }: ViewState, { columns, rows }: Size, paint: Paint): string[] {
  const width = Math.min(columns, 100);
  const messages = [...truth].sort((one, other) => one.createdAt - other.createdAt);
  const same = messages.filter((message) => isSame(message, inInsights.get(message.key))).length;
  const room = Math.max(2, Math.floor(rows / 2) - FRAME_ROWS - 2);
  return [
    paint("dim", titleRule(messages.length, Math.min(room, messages.length), width)),
    paint("dim", cut(rowOf("", "provider", "", "the truth", "in Insights", ""), width)),
    ...messages.slice(-room).map((message) => messageRow(message, inInsights.get(message.key), width, paint)),
    footer(messages.length, same, width, paint),
  ];
}

function messageRow(
  message: TrueMessage,
  held: HeldMessage | undefined,
  width: number,
  paint: Paint,
): string {
  const done = isSame(message, held);
  const row = rowOf(
    shortSid(message.id),
    message.provider,
    partyOf(message),
    statusWithError(message.status, message.errorCode),
    held === undefined ? "–" : statusWithError(held.status, held.error_code),
    done ? "✔" : "…",
  );
  return paint(done ? "green" : "yellow", cut(row, width));
}

function rowOf(
  id: string,
  provider: string,
  party: string,
  truth: string,
  held: string,
  mark: string,
): string {
  const cells = [
    cell(id, 7),
    cell(provider, PROVIDER_WIDTH),
    cell(party, PARTY_WIDTH),
    cell(truth, STATUS_WIDTH),
    cell(held, STATUS_WIDTH),
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
function partyOf({ isIncoming, party }: TrueMessage): string {
  const arrow = isIncoming ? "←" : "→";
  const channel = /^[a-z]+(?=:)/.exec(party)?.[0];
  return `${arrow} ${channel === undefined ? party : `${channel} …${party.slice(-4)}`}`;
}

function isSame({ due }: TrueMessage, held: HeldMessage | undefined): boolean {
  return held?.status === due.status && (held?.error_code ?? null) === due.error_code;
}
