import { opsDrain } from "../../../src/runtime/routes/ops-drain";
import { send } from "../../../src/runtime/routes/send";
import { twilioEvents } from "../../../src/runtime/routes/twilio-events";
import { twilioInbound } from "../../../src/runtime/routes/twilio-inbound";
import { twilioStatus } from "../../../src/runtime/routes/twilio-status";
import { sandboxAccounts } from "../../../src/sandbox/accounts";
import { PROCESSES, type Plan, type Step } from "./plan";
import * as requests from "./requests";
import type { RelayProcess, SimulatedVisit, World } from "./world";

export interface Staged {
  readonly sends: readonly {
    readonly visit: SimulatedVisit;
    readonly text: string;
    readonly key: string | undefined;
  }[];
  /** What Twilio has told of its messages; where it is not provable, the relay believes only what Twilio confirms. */
  readonly told: readonly {
    readonly visit: SimulatedVisit;
    readonly reports: readonly requests.Report[];
    readonly provable: boolean;
  }[];
}

/** In their order: no callback of a message is made before the one before it has been answered, or never will be. */
export type Order = "any order" | "their order";

/** A subaccount's message. */
const STRANGE: readonly requests.Report[] = ["sent", "delivered"].map((status) => ({
  ...{ sid: "SMeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee", status },
}));

/** Takes the steps of a plan, each as far as there is something to take it with. */
export function createStage(world: World, order: Order) {
  const { twilio, clock } = world;
  const processes: RelayProcess[] = [];
  const sends: Staged["sends"][number][] = [];
  const told: Staged["told"][number][] = [];
  // The last two are of a message that Twilio does not know under this account.
  const reports: requests.Report[] = [...STRANGE];
  let texts = 0;

  const on = (slot: number): RelayProcess => {
    const process = processes[slot];
    if (process !== undefined && process.state !== "dead") return process;
    return (processes[slot] = world.startProcess(`${slot}.${processes.length}`));
  };
  const pick = <Value>(all: readonly Value[], n: number): Value | undefined =>
    all[n % Math.max(1, all.length)];

  function tell(said: readonly requests.Report[], visit: SimulatedVisit, provable = true): void {
    told.push({ visit, reports: said, provable });
  }

  /** Waits until nobody works on what Twilio has told of these messages. */
  async function untilAnswered(sids: readonly string[]): Promise<void> {
    const busy = () =>
      told.some(
        ({ visit, reports: said }) =>
          visit.ended === undefined &&
          visit.process.state === "running" &&
          said.some(({ sid }) => sids.includes(sid)),
      );
    for (let n = 0; n < 200 && busy(); n++) await clock.advance(100);
  }

  /** In their order, a message's reports are made from the first that is not made on. */
  function inOrder(report: requests.Report): requests.Report | undefined {
    if (order === "any order") return report;
    const made = told.flatMap(({ reports: said }) => said);
    return reports.find((each) => each.sid === report.sid && !made.includes(each));
  }

  function goOn(n: number, fails: boolean): void {
    const message = pick(
      [...twilio.messages.values()].filter(({ direction }) => direction !== "inbound"),
      n,
    );
    const next = message && nextStatus(message.status, fails);
    if (message === undefined || next === undefined) return;
    twilio.progress(message.sid, next);
    reports.push({ sid: message.sid, status: next });
  }

  function startSend(slot: number, keyNumber: number | undefined): void {
    const key = keyNumber === undefined ? undefined : `key ${keyNumber}`;
    const text = key === undefined ? `secret text ${++texts}.` : `secret text of ${key}.`;
    sends.push({ visit: on(slot).visit(send, requests.sendRequest(text, key)), text, key });
  }

  async function take(step: Step): Promise<void> {
    switch (step.does) {
      case "send":
        startSend(step.on, step.key);
        return;
      case "go on":
        goOn(step.message, step.fails);
        return;
      case "call back": {
        const picked = pick(reports, step.report);
        const report = picked && inOrder(picked);
        if (report === undefined) return;
        if (order === "their order") await untilAnswered([report.sid]);
        const { sid, status } = report;
        tell([report], on(step.on).visit(twilioStatus, requests.statusRequest(report), [`${sid} ${status}`]));
        return;
      }
      case "report events": {
        const picked = step.reports.flatMap((n) => pick(reports, n) ?? []);
        const batch = [...new Set(picked.flatMap((report) => inOrder(report) ?? []))];
        if (batch.length === 0) return;
        if (order === "their order") await untilAnswered(batch.map(({ sid }) => sid));
        const says = step.provable ? batch.map(({ sid, status }) => `${sid} ${status}`) : [];
        const request = requests.eventsRequest(batch, step.provable);
        tell(batch, on(step.on).visit(twilioEvents, request, says), step.provable);
        return;
      }
      case "receive": {
        const sid = `SM${String(step.message).padStart(32, "f")}`;
        const text = `secret question ${step.message}.`;
        twilio.receive({ MessageSid: sid, From: requests.CUSTOMER, To: "+15550100100", Body: text });
        tell(
          [{ sid, status: "received" }],
          on(step.on).visit(twilioInbound, requests.inboundRequest(sid, text), [`${sid} received`]),
        );
        return;
      }
      case "drain":
        on(step.on).visit(opsDrain, requests.drainRequest(step.dead ? { dead: true } : {}));
        return;
      case "change the token":
        world.context.VOLT_API_TOKEN = step.right ? sandboxAccounts.voltApiToken : "another";
        return;
    }
  }

  function endFreezing(how: Plan["frozen"]): void {
    for (const { process } of world.visits) {
      if (how === "thawed") process.thaw();
      else if (process.state === "frozen") process.kill();
    }
  }

  function repeatKeys(): void {
    const keys = new Set(sends.flatMap(({ key }) => key ?? []));
    for (const key of keys) startSend(PROCESSES, Number(key.slice("key ".length)));
  }

  return { take, endFreezing, repeatKeys, sends, told };
}

function nextStatus(status: string, fails: boolean): string | undefined {
  switch (status) {
    case "accepted":
    case "queued":
      return fails ? "failed" : "sent";
    case "sent":
      return fails ? "undelivered" : "delivered";
    case "delivered":
      return "read";
    default:
      return undefined;
  }
}
