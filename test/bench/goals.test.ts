import { judge } from "../../bench/goals.mjs";

type Figures = Parameters<typeof judge>[0];

const start = (wholeMs: number, afterStartMs: number, loadsTwilio = false) => [
  { wholeMs, afterStartMs, files: 3, loadsTwilio },
];

/** Every figure exactly at its limit. */
const AT_THE_LIMIT: Figures = {
  cold: {
    floor: start(50, 10),
    "hand-written status": start(160, 90, true),
    "hand-written events": start(160, 90, true),
    status: start(80, 30),
    events: start(80, 30),
    inbound: start(80, 30),
  },
  warm: { toSync: 0, samples: { floor: [0.5], status: [1.5] } },
  signature: { floor: [60], event: [300] },
  batch: { idealMs: 250, samples: { events: [325] } },
  outage: { notOk: 0, lost: 0, refusals: 0, syncRequestsEach: 1.5 },
  drain: { samples: { drain: [1_000], floor: [900] } },
  memory: { few: 10_000_000, many: 13_000_000 },
  sizes: [{ name: "twilio/status.protected", bytes: 150_000, isWebhook: true, largest: [] }],
};

const missedIn = (figures: Figures) =>
  judge(figures)
    .filter(({ met }) => !met)
    .map(({ name }) => name);

describe("the goals of the bench", () => {
  it("are met at their limits", () => {
    expect(missedIn(AT_THE_LIMIT)).toEqual([]);
  });

  it.each<[string, Figures, string[]]>([
    [
      "a slow cold start of status",
      { ...AT_THE_LIMIT, cold: { ...AT_THE_LIMIT.cold, status: start(81, 30) } },
      ["cold status: whole / floor", "cold status: whole / hand-written"],
    ],
    [
      "slow code after Node's start in events",
      { ...AT_THE_LIMIT, cold: { ...AT_THE_LIMIT.cold, events: start(80, 31) } },
      ["cold events: after Node's start / hand-written"],
    ],
    [
      "twilio, loaded for an inbound message",
      { ...AT_THE_LIMIT, cold: { ...AT_THE_LIMIT.cold, inbound: start(80, 30, true) } },
      ["cold status, inbound, events: how many load twilio"],
    ],
    [
      "a slow warm callback",
      { ...AT_THE_LIMIT, warm: { toSync: 0, samples: { floor: [0.5], status: [1.6] } } },
      ["warm status: beyond the floor"],
    ],
    [
      "a callback that goes to Sync without need",
      { ...AT_THE_LIMIT, warm: { ...AT_THE_LIMIT.warm, toSync: 1 } },
      ["warm status: requests to Sync"],
    ],
    [
      "a slow proof of a Volt event",
      { ...AT_THE_LIMIT, signature: { floor: [60], event: [301] } },
      ["warm Volt event: proof / one RSA verification"],
    ],
    [
      "a refusal in an outage, and the update that it cost",
      { ...AT_THE_LIMIT, outage: { notOk: 1, lost: 1, refusals: 1, syncRequestsEach: 1.6 } },
      [
        "outage: answers other than 200",
        "outage: messages that are not in Sync",
        "outage: refusals by Sync",
        "outage: requests to Sync for an update",
      ],
    ],
    [
      "a drain that waits where it could work",
      { ...AT_THE_LIMIT, drain: { samples: { drain: [1_001], floor: [900] } } },
      ["drain: time / the bare requests"],
    ],
    [
      "a drain that remembers all that it has drained",
      { ...AT_THE_LIMIT, memory: { few: 10_000_000, many: 13_100_000 } },
      ["drain of ten times as many keys: memory / of one"],
    ],
    [
      "a slow batch",
      { ...AT_THE_LIMIT, batch: { idealMs: 250, samples: { events: [326] } } },
      ["batch of 100 events: time / ideal"],
    ],
    [
      "a function that has grown",
      { ...AT_THE_LIMIT, sizes: [{ name: "send", bytes: 150_001, isWebhook: false, largest: [] }] },
      ["functions beyond 150 kB"],
    ],
  ])("show %s", (_case, figures, missed) => {
    expect(missedIn(figures)).toEqual(missed);
  });
});
