import { sandboxNumbers } from "../accounts";
import { introduceToTelerivet } from "./introduce-relay";
import { JOIN, WELCOME } from "./join";
import { playTelerivetSending, playTelerivetStatuses } from "./play-telerivet";
import type { Stage } from "./stage";
import { linkSending, telerivetSendings } from "./telerivet-sendings";

const { customer } = sandboxNumbers;

/** Messages by Telerivet, sent by the relay and past it, and one that comes in. */
export async function playTelerivet(stage: Stage): Promise<void> {
  const { sandbox, tell, chapter, expect } = stage;
  chapter("By Telerivet: the operator enters the relay's URL, https://relay.example, once");
  await introduceToTelerivet(sandbox, tell);

  chapter("By Telerivet: the app sends; callbacks come, and somebody clicks a link");
  for (const sending of telerivetSendings) await playTelerivetSending(sending, stage);
  await playClick(stage);
  await playWebApp(stage);

  chapter("By Telerivet: JOIN comes in; the answer is lost, so Telerivet comes again");
  await playJoin(stage);
  const missed = sandbox.telerivet.deliveries.filter(({ attempts }) => attempts.at(-1) !== 200).length;
  expect("Webhooks of Telerivet's that were not answered 200 in the end", missed, 0);
}

/** A click is told with the status as it was; to Insights it is no news. */
async function playClick(stage: Stage): Promise<void> {
  const { telerivet, insights } = stage.sandbox;
  const id = await playTelerivetSending(linkSending, stage);
  if (id === undefined) return;
  const posts = insights.requests.length;
  await telerivet.click(id);
  await telerivet.settled();
  stage.expect("Posts to Insights about a click", insights.requests.length - posts, 0);
}

/** What is sent past the relay is told by the webhook that the operator has entered for the whole project. */
async function playWebApp(stage: Stage): Promise<void> {
  const { telerivet } = stage.sandbox;
  const content = "We are closed on Monday";
  stage.tell({ from: "operator", to: "Telerivet", text: `sends in the web app, past the relay: ${content}` });
  const { id } = telerivet.sendFromWebApp({ to_number: customer, content });
  stage.remember(id, "sent in Telerivet's web app");
  await telerivet.settled();
  await playTelerivetStatuses(id, ["sent"], stage);
}

/** The reply is the answer to the webhook: given twice, but the hook runs once, and the customer has it once. */
async function playJoin(stage: Stage): Promise<void> {
  const { sandbox, remember, expect } = stage;
  const { telerivet } = sandbox;
  telerivet.loseAnswer();
  const { id, deliveries } = await telerivet.receive({ from_number: customer, content: JOIN });
  remember(id, "JOIN, told twice");
  expect("Answers to JOIN by Telerivet", deliveries.map(({ attempts }) => attempts).join(), "rt,200");

  const replies = telerivet.answers
    .filter(({ messageId }) => messageId === id)
    .flatMap((answer) => answer.replies);
  expect("Replies to JOIN by Telerivet", replies.length, 1);
  const [reply = ""] = replies;
  remember(reply, "the hook's reply to it");
  expect("The reply to JOIN by Telerivet", telerivet.messages.get(reply)?.content, WELCOME);
  await telerivet.settled();
  if (reply !== "") await playTelerivetStatuses(reply, ["sent"], stage);
}
