// A process that lives on: takes visits over IPC, calls the subject with one after the other, tells how long each took.
const { call } = require("./platform.cjs");
const { handler } = require(process.argv[2]);

process.on("message", async ({ visits }) => {
  const times = [];
  for (const visit of visits) {
    const start = performance.now();
    await call(handler, visit);
    times.push(performance.now() - start);
  }
  process.send({ times });
});
process.on("disconnect", () => process.exit());
