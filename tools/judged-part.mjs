import { compileMapping } from "@thingwright/mapping";
import { parseThingDescriptionOrThrow } from "@thingwright/td";
import { partNames, partSource, thingModelNames, thingModelSource } from "@thingwright/thing-descriptions";
import { judgeDocument } from "@thingwright/validation";

const kinds = ["properties", "actions", "events"];
const namesOf = (thing) => kinds.flatMap((kind) => Object.keys(thing[kind] ?? {}));

/** Names of affordances that the common API gives a meaning to. */
const common = new Set(
  [...thingModelNames.map(thingModelSource), ...partNames.map(partSource)].flatMap((source) => namesOf(source)),
);

/** What is wrong with the description of a part of a device, or with its mapping; and what of the common API it has. */
export function judgedPart({ southbound, model }, limits = {}) {
  const text = JSON.stringify(southbound);
  const errors = judgeDocument(text).findings.filter(({ level }) => level === "error");
  const faults = errors.map(({ message }) => message);
  try {
    const mapping = compileMapping(parseThingDescriptionOrThrow(text), model, limits);
    return { faults, features: featuresOf(mapping, model) };
  } catch (error) {
    return { faults: [...faults, error.message], features: [] };
  }
}

function featuresOf({ readable, writers, invokers, events }, model) {
  const isServed = (name) => readable.has(name) || writers.has(name) || invokers.has(name) || events.has(name);
  return namesOf(model).filter((name) => common.has(name) && isServed(name));
}
