import { introducingLinks, judgedLinks, listsOf } from "../../kinds/introducing-link.js";
import { thingCheck } from "../../kinds/thing-check.js";

export const linkToDirectoryHasType = thingCheck({
  id: "introduction-core-rd-resource-type-directory",
  area: "retrieval",
  specification: "discovery10",
  section: "introduction-core-rd-sec",
  level: "MUST",
  requirement: "A link to the description of a directory has the resource type wot.directory.",
  procedure:
    "Looks for links to descriptions at /.well-known/core of the servers of the Thing, over HTTP and CoAP, and follows them. Fails when one that leads to the description of a directory has not the resource type wot.directory.",
  example: '</.well-known/wot>;rt="wot.thing" leads to the description of a directory.',
  safety: "read",
  appliesTo: (subject) => (listsOf(subject).length > 0 ? true : "it has no server of its own"),
  async judge(subject) {
    return judgedLinks(await introducingLinks(subject), "wot.directory");
  },
});
