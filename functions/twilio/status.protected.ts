import { hooks } from "../../src/hooks";
import { twilioStatus } from "../../src/runtime/routes/twilio-status";
import { serve } from "../../src/runtime/serve";

export const handler = serve(twilioStatus, hooks);
