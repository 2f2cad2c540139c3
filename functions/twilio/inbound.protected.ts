import { hooks } from "../../src/hooks";
import { twilioInbound } from "../../src/runtime/routes/twilio-inbound";
import { serve } from "../../src/runtime/serve";

export const handler = serve(twilioInbound, hooks);
