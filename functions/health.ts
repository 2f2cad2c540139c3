import { hooks } from "../src/hooks";
import { health } from "../src/runtime/routes/health";
import { serve } from "../src/runtime/serve";

export const handler = serve(health, hooks);
