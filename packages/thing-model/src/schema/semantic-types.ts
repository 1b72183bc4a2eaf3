import type { JsonObject } from "../json-object.js";
import { type Difference, difference } from "./difference.js";

/** Differences in `@type`: others find a definition by its types. */
export function* semanticTypeDifferences(
  before: JsonObject,
  after: JsonObject,
  pointer: string,
): Generator<Difference> {
  const [old, now] = [typesOf(before), typesOf(after)];
  const gone = [...old].filter((type) => !now.has(type));
  const come = [...now].filter((type) => !old.has(type));
  if (gone.length > 0) yield difference(pointer, "@type", "removed", `has lost ${gone.join(", ")}`);
  if (come.length > 0) yield difference(pointer, "@type", "added", `has gained ${come.join(", ")}`);
}

export function typesOf(object: JsonObject): ReadonlySet<string> {
  const type = Object.hasOwn(object, "@type") ? object["@type"] : undefined;
  return new Set((Array.isArray(type) ? type : [type]).filter((name) => typeof name === "string"));
}
