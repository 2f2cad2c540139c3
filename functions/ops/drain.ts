import { hooks } from "../../src/hooks";
import { opsDrain } from "../../src/runtime/routes/ops-drain";
import { serve } from "../../src/runtime/serve";

export const handler = serve(opsDrain, hooks);
