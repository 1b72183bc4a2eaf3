import type { ThingDescription } from "@thingwright/td";

/** Types of descriptions that WoT Discovery 1.0 adds (§exploration-ontology). */
export type DiscoveryType = "ThingDirectory" | "ThingLink";

/** Whether the description has the type, by its term, a compact IRI or the whole IRI. */
export function hasDiscoveryType(thing: ThingDescription, type: DiscoveryType): boolean {
  const names = [type, `discovery:${type}`, `https://www.w3.org/2022/wot/discovery#${type}`];
  return [thing["@type"] ?? []].flat().some((each) => names.includes(String(each)));
}
