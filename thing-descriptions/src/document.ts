import { readFileSync } from "node:fs";
import { UsageError } from "@thingwright/errors";
import type { ThingModel } from "@thingwright/td";

/**
 * Reads the documents of one folder of this package, each once. `names` is the list of those there are: no other name
 * reaches the file system.
 *
 * @param suffix - what follows a name in the file's name
 */
export function documents<Name extends string>(
  folder: string,
  names: readonly Name[],
  suffix: string,
): (name: Name) => ThingModel {
  const known = new Set<string>(names);
  const cache = new Map<Name, ThingModel>();
  return (name) => {
    if (!known.has(name)) throw new UsageError("WOT_ARGUMENT", `there is no "${name}" in ${folder}`);
    const document = cache.get(name) ?? readDocument(`../${folder}/${name}${suffix}`);
    cache.set(name, document);
    return document;
  };
}

function readDocument(path: string): ThingModel {
  const text = readFileSync(new URL(path, import.meta.url), "utf8");
  return deepFreeze(JSON.parse(text) as ThingModel);
}

/** Callers share one object, so that nobody may change it. */
export function deepFreeze<T extends object>(value: T): T {
  for (const member of Object.values(value)) if (typeof member === "object" && member !== null) deepFreeze(member);
  return Object.freeze(value);
}
