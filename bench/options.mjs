import { parseArgs } from "node:util";

export const HELP = `npm run bench -- [flags]

Measures the built functions against the project's goals. Every figure is taken in the same run as a floor (the same
exchange by bare node:http, with nothing checked) and as the usual hand-written function (twilio, axios and zod from
node_modules). The machine's speed cancels out of the ratios: read those, not the milliseconds. A busy machine does not
cancel out: the load before the run is printed, and should be well below the number of CPUs.

  cold       a new Node process, one signed request, one POST to Insights, the answer
  warm       a process that lives on: what a callback costs beyond the exchange itself, and a batch of 100 events
  signature  the proof of a Volt event, beside one bare RSA verification
  outage     100 status callbacks a second while Insights refuses everything: are all kept in Sync, within its limits?
  drain      bringing them to Insights afterwards: how long beside the upstreams' answers, and with how much memory
  size       the bundles, as "npm run size" has them

Insights, Twilio and Sync are stand-ins on this machine's loopback; nothing leaves it.

Flags
  --quick    few rounds: a look, not a measurement
  --json     the figures for a program, on stdout
  --strict   exit with 1 when a goal is missed; without it, a bench that ran exits with 0
  --help     this text
`;

/**
 * @param {readonly string[]} argv without node and the script
 * @throws TypeError naming a flag that does not exist
 */
export function readOptions(argv) {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      quick: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      strict: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  return {
    ...values,
    effort: values.quick
      ? { coldRounds: 4, warmRounds: 5, callsPerRound: 100, batchRounds: 3, outageSeconds: 2, drainRounds: 1 }
      : {
          coldRounds: 25,
          warmRounds: 20,
          callsPerRound: 100,
          batchRounds: 10,
          outageSeconds: 8,
          drainRounds: 3,
        },
  };
}
