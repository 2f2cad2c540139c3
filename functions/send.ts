import { hooks } from "../src/hooks";
import { send } from "../src/runtime/routes/send";
import { serve } from "../src/runtime/serve";

export const handler = serve(send, hooks);
