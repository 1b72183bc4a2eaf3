import { describingLinks } from "../../kinds/describing-link.js";
import { thingCheck } from "../../kinds/thing-check.js";
import { hasDiscoveryType } from "../../kinds/thing-type.js";
import { outcome } from "../../outcome.js";

export const linkLeadsToDescription = thingCheck({
  id: "exploration-link-description-link",
  area: "retrieval",
  specification: "discovery10",
  section: "exploration-td-type-thinglink",
  level: "MUST",
  requirement:
    "A Thing Link has a link to the description that it stands for: describedby, application/td+json, and its address.",
  procedure: "Looks at the links of a description of the type ThingLink. Fails when none is such a link.",
  example: "A Thing Link has a link with the relation item.",
  safety: "read",
  appliesTo: ({ thing }) => (hasDiscoveryType(thing, "ThingLink") ? true : "it is no Thing Link"),
  judge({ thing }) {
    const expected = "a link describedby of the type application/td+json";
    const [first] = describingLinks(thing);
    if (first !== undefined) return outcome("holds", expected, `it leads to ${first.href}`);
    return outcome("violated", expected, `links: ${JSON.stringify(thing.links ?? [])}`);
  },
});
