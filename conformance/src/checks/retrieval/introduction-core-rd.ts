import { introducingLinks, introducingTypes, listsOf } from "../../kinds/introducing-link.js";
import { thingCheck } from "../../kinds/thing-check.js";
import { outcome } from "../../outcome.js";

export const linksLeadToDescriptions = thingCheck({
  id: "introduction-core-rd",
  area: "retrieval",
  specification: "discovery10",
  section: "introduction-core-rd-sec",
  level: "MAY",
  requirement: "A link of a resource type of WoT Discovery leads to a Thing Description.",
  procedure:
    "Looks for links with rt wot.thing or wot.directory at /.well-known/core of the servers of the Thing, over HTTP and CoAP, and follows them. Warns when one leads to no valid Thing Description on the same server. Without such links nothing is claimed.",
  example: '</td>;rt="wot.thing" leads to 4.04.',
  safety: "read",
  appliesTo: (subject) => (listsOf(subject).length > 0 ? true : "it has no server of its own"),
  async judge(subject) {
    const expected = "Thing Descriptions";
    const links = (await introducingLinks(subject)).filter(({ types }) =>
      introducingTypes.some((type) => types.includes(type)),
    );
    const [first] = links;
    if (first === undefined) return outcome("not-claimed", expected, "no link introduces it");
    const dead = links.find(({ thing }) => thing === undefined);
    if (dead === undefined) return outcome("holds", expected, `${links.length} links do`, ...first.exchanges);
    return outcome("violated", expected, `${dead.url} brings none`, ...dead.exchanges);
  },
});
