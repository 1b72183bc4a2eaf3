import { serve } from "../../lib/contender.mjs";
import { runTime } from "../../lib/run-time.mjs";
import { checkArguments } from "./program.mjs";

const args = checkArguments("td");
serve({}, async ({ ms }) => ({ time: runTime(args, ms) }));
