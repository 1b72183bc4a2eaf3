import { serve } from "../../lib/contender.mjs";
import { timePerValue } from "./per-value.mjs";
import { reports } from "./reports.mjs";

const { texts, byHand } = reports[process.argv[2]];
const count = byHand(JSON.parse(texts[0])).length;
const take = (text) => byHand(JSON.parse(text));
serve({}, async ({ ms }) => ({ microseconds: await timePerValue(take, texts, count, ms) }));
