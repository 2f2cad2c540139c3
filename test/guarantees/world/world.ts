import { createInstance } from "../../../src/runtime/instance";
import { createLog } from "../../../src/runtime/log";
import { visit as serveVisit } from "../../../src/runtime/serve";
import type { Answer } from "../../../src/runtime/answer";
import type { Route } from "../../../src/runtime/route";
import type { SettingName } from "../../../src/runtime/settings";
import { restFor } from "../../../src/runtime/twilio";
import type { Deadline } from "../../../src/relay/deadline";
import type { Hooks } from "../../../src/relay/hooks";
import type { Http } from "../../../src/relay/http";
import { memoryStore } from "../../../src/relay/memory-store";
import type { RecordStore, StoredRecord } from "../../../src/relay/record-store";
import { sandboxAccounts } from "../../../src/sandbox/accounts";
import { syncStore } from "../../../src/twilio/sync-store";
import { functionEvent, type FunctionRequest } from "../../helpers/function-event";
import { DOMAIN } from "../../helpers/relay";
import type { Clock } from "./clock";
import { carried } from "./carried";
import type { Network } from "./exchange";
import { carriedStore } from "./carried-store";
import { createProcess, type SimulatedProcess } from "./process";
import { createInsights, createSync, createTwilio } from "./upstreams";
import { everything } from "../../helpers/everything";

/** A post that Insights took. */
export interface Post {
  readonly sid: string;
  readonly status: string;
  readonly by: SimulatedVisit;
  /** The first time that a visit passes on what its caller said; else the relay posts of its own accord. */
  readonly firsthand: boolean;
  /** What this process knew Insights to have of the message when it posted. */
  readonly knew: readonly string[];
}

export interface SimulatedVisit {
  readonly route: string;
  readonly process: SimulatedProcess;
  readonly startedAt: number;
  /** What the caller says itself: `SM1 sent`. */
  readonly says: readonly string[];
  ended: { readonly at: number; readonly answer: Answer } | undefined;
  /** Never settles where the process dies. */
  readonly answer: Promise<Answer>;
}

/** A process with its memory, as the platform runs it. */
export interface RelayProcess extends SimulatedProcess {
  visit<Name extends SettingName>(
    route: Route<Name>,
    request: FunctionRequest,
    says?: readonly string[],
  ): SimulatedVisit;
}

export type World = ReturnType<typeof createWorld>;

export interface WorldOptions {
  readonly clock: Clock;
  readonly network: Network;
  readonly store: "memory" | "sync";
}

/** Twilio, Insights and a store in this process, and as many instances of the relay as one likes. No sockets, no real time. */
export function createWorld({ clock, network, store: kind }: WorldOptions) {
  const now = () => clock.now();
  const { accountSid, authToken, relayApiKey, voltApiToken } = sandboxAccounts;
  const twilio = createTwilio(now);
  const insights = createInsights();
  const sync = createSync(now);
  const memory = memoryStore(now, 7);
  const posts: Post[] = [];
  const refusedForGood = new Set<string>();
  const visits: SimulatedVisit[] = [];
  const lines: string[] = [];
  const stored: string[] = [];
  const hooks: Hooks = {};
  const context: Record<string, unknown> = {
    ...{ ACCOUNT_SID: accountSid, AUTH_TOKEN: authToken, DOMAIN_NAME: DOMAIN },
    ...{ RELAY_API_KEY: relayApiKey, VOLT_API_TOKEN: voltApiToken },
  };
  let chance = 1;
  const random = () => (chance = (chance * 16_807) % 2_147_483_647) / 2_147_483_647;

  const servers = {
    "api.twilio.com": ["twilio", twilio.serve],
    "sync.twilio.com": ["store", sync.serve],
    "v1.insights.api.textvolt.com": ["insights", insights.serve],
  } as const;
  const serverOf = (url: string) => {
    const { hostname } = new URL(url);
    if (hostname in servers) return servers[hostname as keyof typeof servers];
    throw new TypeError(`Nobody plays ${hostname}`);
  };

  function httpFor(by: SimulatedVisit, knows: Map<string, string[]>): Http {
    return async (request) => {
      const [upstream, serve] = serverOf(request.url);
      const what = `${request.method} ${new URL(request.url).pathname}`;
      const posted = upstream === "insights" ? readPost(request.body) : undefined;
      const knew = [...(knows.get(posted?.sid ?? "") ?? [])];
      const answer = await carried(network, by.process, {
        ...{ upstream, what, timeoutMs: request.timeoutMs },
        act() {
          const reply = serve(request);
          if (posted !== undefined && reply.status < 300) {
            const firsthand =
              by.says.includes(`${posted.sid} ${posted.status}`) &&
              !posts.some(
                ({ by: other, sid, status }) =>
                  other === by && sid === posted.sid && status === posted.status,
              );
            posts.push({ ...posted, by, firsthand, knew });
          }
          return reply;
        },
        instead(refusal) {
          if (posted !== undefined && refusal.status === 400) refusedForGood.add(posted.sid);
          return refusal;
        },
      });
      if (posted !== undefined && answer.status === 202) {
        knows.set(posted.sid, [...(knows.get(posted.sid) ?? []), posted.status]);
      }
      return answer;
    };
  }

  function openStore(by: SimulatedVisit, http: Http, deadline: Deadline): RecordStore {
    return kind === "sync"
      ? syncStore(restFor({ ACCOUNT_SID: accountSid, AUTH_TOKEN: authToken }, http), deadline, {
          random,
          sleep: (ms) => by.process.sleep(ms),
        })
      : carriedStore(memory, deadline, network, by.process, (text) => stored.push(text));
  }

  function startProcess(name: string): RelayProcess {
    const process = createProcess(name, clock);
    const knows = new Map<string, string[]>();
    const unused = () => Promise.reject(new TypeError("Every visit has edges of its own."));
    const log = createLog((line) => lines.push(line), now);
    const instance = createInstance({
      ...{
        now,
        random,
        sleep: (ms: number, signal?: AbortSignal) => process.sleep(ms, signal),
        http: unused,
        httpOnce: unused,
        log,
      },
      openStore: () => memory,
    });
    return Object.assign(process, {
      visit<Name extends SettingName>(
        route: Route<Name>,
        request: FunctionRequest,
        says: readonly string[] = [],
      ): SimulatedVisit {
        const started: Omit<SimulatedVisit, "answer"> = {
          ...{ route: route.name, process, startedAt: now(), says, ended: undefined },
        };
        const by = started as SimulatedVisit;
        const http = httpFor(by, knows);
        const own = {
          ...instance,
          ...{ http, httpOnce: http },
          openStore: (_: unknown, deadline: Deadline) => openStore(by, http, deadline),
        };
        const answer = serveVisit(route, hooks, { ...context }, functionEvent(request), own).then((given) => {
          by.ended = { at: now(), answer: given };
          return given;
        });
        visits.push(Object.assign(by, { answer }));
        return by;
      },
    });
  }

  /** What the store holds, without a network in between. */
  async function contents(collection: string): Promise<StoredRecord[]> {
    const direct: Http = (request) => Promise.resolve(sync.serve(request));
    const store =
      kind === "memory"
        ? memory
        : syncStore(
            restFor({ ACCOUNT_SID: accountSid, AUTH_TOKEN: authToken }, direct),
            { remainingMs: () => 1_000 },
            { random, sleep: () => Promise.resolve() },
          );
    return everything(store, collection);
  }

  return {
    ...{ clock, twilio: twilio.store, insights, context, hooks, posts, visits, lines, refusedForGood },
    ...{ startProcess, contents },
    everStored: (text: string) =>
      kind === "memory" ? stored.some((each) => each.includes(text)) : sync.store.everStored(text),
  };
}

/** What a post says of a message's status, if it does. */
function readPost(body = "{}"): { sid: string; status: string } | undefined {
  const { sid, status } = JSON.parse(body) as Record<string, unknown>;
  return typeof sid === "string" && typeof status === "string" ? { sid, status } : undefined;
}
