import { resolveHref } from "@thingwright/td";
import { describingLinks } from "../../kinds/describing-link.js";
import { thingCheck } from "../../kinds/thing-check.js";
import { hasDiscoveryType } from "../../kinds/thing-type.js";
import { outcome } from "../../outcome.js";
import type { ThingSubject } from "../../subject.js";

export const linkHasType = thingCheck({
  id: "exploration-link-description-type",
  area: "retrieval",
  specification: "discovery10",
  section: "exploration-td-type-thinglink",
  level: "MUST",
  requirement: "A description that stands for another one has the type ThingLink.",
  procedure:
    "Looks at the description. Fails when it has no affordances and a link describedby of the type application/td+json to another address, and not the type.",
  example: "A description has a link describedby to another, and nothing else.",
  safety: "read",
  appliesTo: (subject) => (isLink(subject) || standsForAnother(subject) ? true : "it stands for no other"),
  judge(subject) {
    const judgement = isLink(subject) ? "holds" : "violated";
    return outcome(judgement, "the type ThingLink", `@type: ${JSON.stringify(subject.thing["@type"] ?? "none")}`);
  },
});

const isLink = ({ thing }: ThingSubject): boolean => hasDiscoveryType(thing, "ThingLink");

/** Whether it says no more than where another description is. */
function standsForAnother({ thing, retrieval }: ThingSubject): boolean {
  const counts = [thing.properties, thing.actions, thing.events].map((each) => Object.keys(each ?? {}).length);
  const others = describingLinks(thing).filter(({ href }) => resolveHref(thing.base, href) !== retrieval?.address);
  return counts.every((count) => count === 0) && others.length > 0;
}
