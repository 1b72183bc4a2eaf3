import { readFileSync } from "node:fs";
import { UsageError } from "@thingwright/errors";
import type { ThingModel } from "@thingwright/td";

/**
 * Reads the documents of one folder of this package, each once. `names` is the list of those there are: no other name
 * reaches the file system.
 */
export function documents<Name extends string>(folder: string, names: readonly Name[]): (name: Name) => ThingModel {
  const known = new Set<string>(names);
  const cache = new Map<Name, ThingModel>();
  return (name) => {
    if (!known.has(name)) throw new UsageError("WOT_ARGUMENT", `there is no "${name}" in ${folder}`);
    const document = cache.get(name) ?? readDocument(folder, name);
    cache.set(name, document);
    return document;
  };
}

function readDocument(folder: string, name: string): ThingModel {
  const text = readFileSync(new URL(`../${folder}/${name}.tm.jsonld`, import.meta.url), "utf8");
  return deepFreeze(JSON.parse(text) as ThingModel);
}

/** Callers share one object, so that nobody may change it. */
function deepFreeze<T extends object>(value: T): T {
  for (const member of Object.values(value)) if (typeof member === "object" && member !== null) deepFreeze(member);
  return Object.freeze(value);
}
