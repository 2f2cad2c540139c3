import { hooks } from "../../src/hooks";
import { telerivetWebhook } from "../../src/runtime/routes/telerivet-webhook";
import { serve } from "../../src/runtime/serve";

export const handler = serve(telerivetWebhook, hooks);
