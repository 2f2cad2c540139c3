import { hooks } from "../../src/hooks";
import { opsOutbox } from "../../src/runtime/routes/ops-outbox";
import { serve } from "../../src/runtime/serve";

export const handler = serve(opsOutbox, hooks);
