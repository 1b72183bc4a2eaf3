import { serve } from "../../lib/contender.mjs";
import { thousand } from "../../lib/produced.mjs";

serve({}, () => thousand(async (init) => structuredClone(init)));
