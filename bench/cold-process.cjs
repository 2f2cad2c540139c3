// One cold start: loads the subject, calls it once, reports on file descriptor 3.
const firstLine = performance.now();

const { call } = require("./platform.cjs");
const { handler } = require(process.argv[2]);

call(handler, JSON.parse(process.env.VISIT)).then(() => {
  const afterStartMs = performance.now() - firstLine;
  const files = Object.keys(require.cache);
  const loadsTwilio = files.some((file) => /[\\/]node_modules[\\/]twilio[\\/]/.test(file));
  require("node:fs").writeSync(3, JSON.stringify({ afterStartMs, files: files.length, loadsTwilio }));
  process.exit();
});
