import { createHttp } from "../relay/axios-http";
import type { Deadline } from "../relay/deadline";
import type { Http } from "../relay/http";
import { createPause, MISCONFIGURED_PAUSE_MS, type Pause } from "../relay/pause";
import { createRankGuard, type RankGuard } from "../relay/rank-guard";
import type { RecordStore } from "../relay/record-store";
import { createTurns, type Turns } from "../relay/turns";
import type { Waiting } from "../relay/waiting";
import { system } from "../system";
import { syncStore } from "../twilio/sync-store";
import type { KeySource } from "../volt/key-source";
import type { SignatureMemory } from "../volt/signature";
import { latest } from "./latest";
import { createLog, type Log } from "./log";
import type { ProbeResult } from "./probe";
import { restFor, type TwilioSettings } from "./twilio";

/** What the relay takes from the world outside: the clock, chance, the network and the log. */
export interface Edges {
  readonly now: () => number;
  readonly random: () => number;
  /** Rejects when the signal is given. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** For calls that are harmless to repeat: connections stay open between invocations. */
  readonly http: Http;
  /** For sends: a fresh connection each time, so that a dead one is never mistaken for a lost answer. */
  readonly httpOnce: Http;
  readonly log: Log;
  /** The store for one request, which has to be done with it by then. */
  readonly openStore: (settings: TwilioSettings, deadline: Deadline) => RecordStore;
}

/** What outlives a request. A cache, never a store: an instance may be frozen or gone at any moment. */
export interface Instance extends Edges {
  readonly guard: RankGuard;
  /** What this process has put into the outbox. */
  readonly waiting: Waiting;
  /** Whether Insights took the latest update. */
  readonly insights: { takes: boolean };
  readonly turns: Turns;
  /** One for each account at Insights, so that a corrected token or URL is tried at once. */
  readonly pauseFor: (account: string) => Pause;
  /** Where Volt's public key comes from, by the setting that says so. */
  readonly voltKeys: (setting: string, make: () => KeySource) => KeySource;
  /** How Volt has signed last. */
  readonly voltSignatures: SignatureMemory;
  readonly probes: Map<string, { readonly at: number; readonly result: Promise<ProbeResult> }>;
}

export function createInstance(edges: Edges): Instance {
  const pauses = latest<Pause>();
  return {
    ...edges,
    guard: createRankGuard(),
    waiting: new Map(),
    insights: { takes: true },
    turns: createTurns(edges.sleep),
    pauseFor: (account) => pauses(account, () => createPause(MISCONFIGURED_PAUSE_MS, edges.now)),
    voltKeys: latest(),
    voltSignatures: {},
    probes: new Map(),
  };
}

function realEdges(): Edges {
  const http = createHttp({ keepAlive: true });
  return {
    ...system,
    http,
    // Made when it is needed: only a send does, and every millisecond of a cold start counts.
    httpOnce: (request) => createHttp({ keepAlive: false })(request),
    log: createLog((line, alarming) => {
      // Twilio keeps both; what goes to the error stream is shown in the Debugger too.
      // eslint-disable-next-line no-console
      (alarming ? console.error : console.log)(line);
    }, system.now),
    openStore: (settings, deadline) => syncStore(restFor(settings, http), deadline, system),
  };
}

declare global {
  // Only `var` makes a name part of globalThis.
  var voltRelayInstance: Instance | undefined;
}

let ofThisBundle: Instance | undefined;

/**
 * The instance of this process. Each function is a bundle of its own, with its own module state; what they must share,
 * such as how far a message has got, is kept where all of them find it.
 *
 * What throws errors of the relay stays each bundle's own: another bundle's NetworkError is another class, and no
 * `instanceof` here would know it.
 */
export function processInstance(): Instance {
  if (ofThisBundle !== undefined) return ofThisBundle;
  const edges = realEdges();
  const shared = (globalThis.voltRelayInstance ??= createInstance(edges));
  const { http, httpOnce, openStore } = edges;
  return (ofThisBundle = { ...shared, http, httpOnce, openStore });
}
