import { hooks } from "../../src/hooks";
import { twilioEvents } from "../../src/runtime/routes/twilio-events";
import { serve } from "../../src/runtime/serve";

export const handler = serve(twilioEvents, hooks);
