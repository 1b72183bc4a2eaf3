import type { ThingDescription } from "@thingwright/td";

/** The links of a description that lead to another one (WoT Discovery 1.0 §exploration-td-type-thinglink). */
export function describingLinks({ links = [] }: ThingDescription) {
  return links.filter(({ rel, type }) => rel === "describedby" && type === "application/td+json");
}
