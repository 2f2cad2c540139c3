import { sandboxNumbers } from "../accounts";
import { createApp } from "./app";
import { introduceToVolt } from "./introduce-relay";
import { JOIN, WELCOME } from "./join";
import type { Stage } from "./stage";

const { customer, otherCustomer, voltOrganisation } = sandboxNumbers;

/** Messages by Volt's own messaging, which Insights knows without the relay. */
export async function playVolt(stage: Stage): Promise<void> {
  const { sandbox, chapter, expect, prove } = stage;
  const { volt, insights } = sandbox;
  chapter("By Volt's own messaging: the operator registers the URL, with a token in it");
  await introduceToVolt(sandbox);

  chapter("By Volt: the app sends; callbacks are signed, and nothing goes to Insights");
  await playVoltSending(stage);

  chapter("By Volt: JOIN comes in, and is told twice; the hook's reply is sent once");
  await playVoltJoin(stage);

  const isVolts = (key: string) => [...volt.messages.keys()].some((id) => key.includes(id));
  expect("Messages of Volt's in Insights", [...insights.messages.keys()].filter(isVolts).length, 0);
  const missed = volt.deliveries.filter(({ attempts }) => attempts.join() !== "200").length;
  expect("Webhooks of Volt's that were not answered 200", missed, 0);
  prove(`Volt knows its own messages: of the ${volt.messages.size} there, none was posted.`);
}

async function playVoltSending({ sandbox, tell, expect }: Stage): Promise<void> {
  const { volt, relay } = sandbox;
  const { status, id } = await createApp(relay.url, tell).send({
    provider: "volt",
    to: customer,
    from: voltOrganisation,
    body: "Your table is booked",
  });
  expect("A message by Volt", status, 201);
  if (id !== undefined) await deliver(id, volt);
}

async function playVoltJoin({ sandbox, expect }: Stage): Promise<void> {
  const { volt, relay } = sandbox;
  const sentBefore = volt.messages.size;
  const { deliveries } = await volt.receive({ from: otherCustomer, to: voltOrganisation, text: JOIN });
  const [told] = deliveries;
  expect("Webhooks about JOIN by Volt", deliveries.length, 1);
  if (told === undefined) return;
  // Without the token the signature is all the proof there is.
  const url = `${relay.url}/volt/webhook`;
  await volt.redeliver({ ...told, request: { ...told.request, url } });

  const [, reply, ...more] = [...volt.messages.values()].slice(sentBefore);
  expect("The reply to JOIN by Volt", reply?.body, WELCOME);
  expect("Further replies to JOIN by Volt", more.length, 0);
  if (reply !== undefined) await deliver(reply.id, volt);
}

async function deliver(id: string, { advance }: Stage["sandbox"]["volt"]): Promise<void> {
  await advance(id, "sent");
  await advance(id, "delivered");
}
