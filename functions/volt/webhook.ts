import { hooks } from "../../src/hooks";
import { voltWebhook } from "../../src/runtime/routes/volt-webhook";
import { serve } from "../../src/runtime/serve";

export const handler = serve(voltWebhook, hooks);
