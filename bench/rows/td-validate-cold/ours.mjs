import { fileURLToPath } from "node:url";
import { serve } from "../../lib/contender.mjs";
import { runTime } from "../../lib/run-time.mjs";
import { writtenThingDescription } from "../../lib/written-thing-description.mjs";

const bin = fileURLToPath(new URL("../../../packages/thingwright/dist/bin.js", import.meta.url));
const args = [bin, "td", "validate", writtenThingDescription()];
serve({}, async ({ ms }) => ({ time: runTime(args, ms) }));
