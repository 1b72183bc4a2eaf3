import { serve } from "../../lib/contender.mjs";
import { producing } from "../../lib/produced.mjs";

serve({}, ({ count }) => producing(count, async (init) => structuredClone(init)));
