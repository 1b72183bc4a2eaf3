import { introducingLinks, judgedLinks, listsOf } from "../../kinds/introducing-link.js";
import { thingCheck } from "../../kinds/thing-check.js";

export const linkToThingHasType = thingCheck({
  id: "introduction-core-rd-resource-type-thing",
  area: "retrieval",
  specification: "discovery10",
  section: "introduction-core-rd-sec",
  level: "MUST",
  requirement: "A link to the description of a Thing has the resource type wot.thing.",
  procedure:
    "Looks for links to descriptions at /.well-known/core of the servers of the Thing, over HTTP and CoAP, and follows them. Fails when one that leads to the description of a Thing that is no directory has not the resource type wot.thing.",
  example: "</.well-known/wot>;ct=432 has no rt.",
  safety: "read",
  appliesTo: (subject) => (listsOf(subject).length > 0 ? true : "it has no server of its own"),
  async judge(subject) {
    return judgedLinks(await introducingLinks(subject), "wot.thing");
  },
});
