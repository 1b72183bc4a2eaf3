import { effectiveForms, type ThingDescription } from "@thingwright/td";
import { thingCheck } from "../../kinds/thing-check.js";
import { outcome } from "../../outcome.js";

export const observableHasForms = thingCheck({
  id: "td-vocab-observable--PropertyAffordance",
  area: "td",
  specification: "td11",
  section: "propertyaffordance",
  level: "MAY",
  requirement: "A property that is observable can be observed by a Form, and one that is not has no such Form.",
  procedure: "Compares observable with the operations of the Forms. Warns when one is there without the other.",
  example: "A property has observable: true, and no Form with observeproperty.",
  safety: "read",
  appliesTo: ({ thing }) => (claimed(thing) ? true : "no property is observable"),
  judge({ thing }) {
    const odd = Object.keys(thing.properties ?? {}).flatMap((name) => contradiction(thing, name) ?? []);
    const expected = "observeproperty in the Forms of exactly the observable properties";
    if (odd.length === 0) return outcome("holds", expected, "it is so");
    return outcome("violated", expected, odd.join("; "));
  },
});

function claimed(thing: ThingDescription): boolean {
  return Object.entries(thing.properties ?? {}).some(
    ([name, { observable }]) => observable === true || isObserved(thing, name),
  );
}

function isObserved(thing: ThingDescription, name: string): boolean {
  return effectiveForms(thing, "property", name).some(({ op }) => op.includes("observeproperty"));
}

function contradiction(thing: ThingDescription, name: string): string | undefined {
  const observable = thing.properties?.[name]?.observable === true;
  const observed = isObserved(thing, name);
  if (observable && !observed && !observedTogether(thing)) return `${JSON.stringify(name)} has no Form to observe it`;
  return observed && !observable ? `${JSON.stringify(name)} has a Form to observe it and is not observable` : undefined;
}

/** Whether all properties are observed at once. */
function observedTogether(thing: ThingDescription): boolean {
  return effectiveForms(thing, "thing").some(({ op }) => op.includes("observeallproperties"));
}
