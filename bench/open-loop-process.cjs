// A process that lives on and is called by the clock: takes visits and their distance over IPC, begins each when it is due,
// whatever became of those before, and tells what was answered and how long after it was due.
const { setTimeout: sleep } = require("node:timers/promises");
const { answerOf } = require("./platform.cjs");
const { handler } = require(process.argv[2]);

// Alarms of an outage that is wanted.
console.error = () => undefined;

process.on("message", async ({ visits, everyMs }) => {
  const start = performance.now();
  const answers = visits.map(async (visit, place) => {
    const due = start + place * everyMs;
    await sleep(due - performance.now());
    // A timer may be early by a fraction of a millisecond.
    const from = Math.min(due, performance.now());
    const { statusCode, body } = await answerOf(handler, visit);
    return { statusCode, body, ms: performance.now() - from };
  });
  process.send({ answers: await Promise.all(answers) });
});
process.on("disconnect", () => process.exit());
