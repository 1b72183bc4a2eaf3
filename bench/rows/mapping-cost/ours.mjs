import { compileMapping } from "@thingwright/mapping";
import { instantiate, parseThingDescriptionOrThrow } from "@thingwright/td";
import { deviceDescription, thingModel } from "@thingwright/thing-descriptions";
import { serve } from "../../lib/contender.mjs";
import { timePerValue } from "./per-value.mjs";
import { reports } from "./reports.mjs";

const { device, model, placeholders, source, texts, byHand } = reports[process.argv[2]];
const thing = parseThingDescriptionOrThrow(instantiate(deviceDescription(device), { placeholders }));
const { sources } = compileMapping(thing, await thingModel(model));
const { feeds } = sources.find(({ kind, name }) => kind === "property" && name === source);
const count = byHand(JSON.parse(texts[0])).length;

/** As a bridge takes a value: at once, unless there are expressions. */
function take(text) {
  const vendor = JSON.parse(text);
  const context = { vendor, model: {}, vendors: new Map() };
  const waiting = [];
  for (const { conversion } of feeds) {
    const value = conversion.read(vendor, context);
    if (value instanceof Promise) waiting.push(value);
  }
  return waiting.length === 0 ? undefined : Promise.all(waiting);
}

serve({}, async ({ ms }) => ({ microseconds: await timePerValue(take, texts, count, ms) }));
