export const HELP = `volt-relay's demo: the whole system on this machine, with no account.

Starts stand-ins of Twilio, its Sync, Telerivet, Volt's own messaging and Volt
Insights, and between them the relay: the functions that deploy, with a hook of
the demo's own that replies to JOIN, served by Twilio's own local runtime.
Nothing leaves this machine. You see each step, who takes it, and what Insights
holds in the end.

Usage
  npm run demo                     send a few messages, then try it yourself
  npm run demo -- --once           play a fixed scenario, compare, and end

Flags
  --once       Play sends by Twilio, Telerivet and Volt, callbacks in the wrong
               order and twice, incoming messages and replies to them, Event
               Streams, forgeries and a failing Insights; then compare what
               Insights holds with what is true at Twilio and Telerivet.
               Exit code 0: all is the same. 1: something differs.
  --outage     With --once: play another scenario instead. Insights is down amid
               traffic; GET /ops/outbox shows what waits, and POST /ops/drain
               brings it to Insights. Ends with the same comparison.
  --json       With --once: print the result as one JSON object, nothing else.
  --plain      One line for each step, no colours, nothing redrawn. This is
               also what a pipe or a file gets.
  -p, --port   The relay's port. Without it 3000, or a free one if it is taken.
  -h, --help   This text.

Examples
  npm run demo -- --port 8080
  npm run demo -- --once --plain | tee demo.log
  npm run demo -- --once --outage
  npm run --silent demo -- --once --json | jq '.messages[] | select(.ok | not)'
`;
