import type { ThingDescription } from "@thingwright/td";
import { hasDirectoryApi } from "../../kinds/directory-api.js";
import { thingCheck } from "../../kinds/thing-check.js";
import { hasDiscoveryType } from "../../kinds/thing-type.js";
import { outcome } from "../../outcome.js";

export const directoryHasType = thingCheck({
  id: "exploration-directory-description-type",
  area: "directory",
  specification: "discovery10",
  section: "exploration-td-type-thingdirectory",
  level: "MUST",
  requirement: "The description of a directory has the type ThingDirectory.",
  procedure:
    "Looks at the description. Fails when it has the property things and the actions of a directory by /things and /things/{id} over HTTP, and another type.",
  example: "A description has things and retrieveThing, and no @type.",
  safety: "read",
  appliesTo: ({ thing }) => (isDirectory(thing) || hasDirectoryApi(thing) ? true : "it has not what a directory has"),
  judge({ thing }) {
    const judgement = isDirectory(thing) ? "holds" : "violated";
    return outcome(judgement, "the type ThingDirectory", `@type: ${JSON.stringify(thing["@type"] ?? "none")}`);
  },
});

const isDirectory = (thing: ThingDescription): boolean => hasDiscoveryType(thing, "ThingDirectory");
