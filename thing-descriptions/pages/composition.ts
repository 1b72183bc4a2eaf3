import type { ThingModel } from "@thingwright/td";

/** The models and parts that `source` extends or refers to, as `common/name` and `parts/name`, each once. */
export function compositionOf(source: ThingModel): readonly string[] {
  return [...new Set(referencesIn(source).map(pathOf))];
}

/** URLs of everything that `value` extends or refers to. */
export function referencesIn(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  const { rel, href, "tm:ref": ref } = value as Readonly<Record<string, unknown>>;
  const own = [rel === "tm:extends" ? href : undefined, ref].filter((each) => typeof each === "string");
  return [...own, ...Object.values(value).flatMap(referencesIn)];
}

const pathOf = (url: string): string => url.replace(/^.*\/thingwright\//, "").replace(/\.tm\.json.*$/, "");
