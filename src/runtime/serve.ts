import { deadlineIn } from "../relay/deadline";
import type { Hooks } from "../relay/hooks";
import { errorAnswer, toPlatform, type Answer } from "./answer";
import { processInstance, type Instance } from "./instance";
import { noteError } from "./note-error";
import type { Context, Event, Handler } from "./platform";
import { readRequest } from "./request";
import type { Route } from "./route";
import { readSettings, type SettingName } from "./settings";

/** A route as a Twilio Function. */
export function serve<Name extends SettingName>(route: Route<Name>, hooks: Hooks): Handler {
  return async (context, event, callback) => {
    callback(null, toPlatform(await visit(route, hooks, context, event, processInstance())));
  };
}

/** Answers one request; every error becomes an answer, and none is thrown. */
export async function visit<Name extends SettingName>(
  route: Route<Name>,
  hooks: Hooks,
  context: Context,
  event: Event,
  instance: Instance,
): Promise<Answer> {
  const deadline = deadlineIn(route.budgetMs, instance.now);
  try {
    const settings = readSettings(context, route.needs);
    const { readers = {} } = route;
    const request = readRequest(event);
    return await route.answer({ request, settings, context, instance, hooks, deadline, readers });
  } catch (error) {
    noteError(route.name, error, instance);
    return errorAnswer(error);
  }
}
