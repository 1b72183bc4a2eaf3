import { InternalError } from "@thingwright/errors";
import { tdAssertions } from "@thingwright/validation";
import type { Check } from "../check.js";
import { documentedCheck, staticCheck } from "../kinds/static-check.js";
import { architectureAssertions } from "../specifications/architecture-assertions.js";
import { type ArchitectureTwin, architectureTwins } from "../specifications/architecture-twins.js";
import { tdQuestions } from "../specifications/td-questions.js";

/** The Check of an assertion of the Architecture that TD 1.1 makes as well. */
function twinCheck({ id, requirement, twins }: ArchitectureTwin): Check {
  const [, section, level] = architectureAssertions.find(([each]) => each === id)!;
  if (level === "none") throw new InternalError("WOT_INTERNAL", `${id} has no level`);
  return documentedCheck({ id, section, level, specification: "architecture11", requirement }, twins);
}

/**
 * One check for each assertion of TD 1.1 that the description alone shows to be kept or broken, and for those of the
 * Architecture that say the same.
 *
 * @param written - the checks that have a file: what they judge is left to them
 */
export function staticChecks(written: readonly Check[]): readonly Check[] {
  const judgedOtherwise = new Set(written.map(({ id }) => id));
  const ofDescriptions = tdAssertions()
    .filter(({ id, shownBy }) => shownBy !== "behaviour" && !tdQuestions.has(id) && !judgedOtherwise.has(id))
    .map(staticCheck);
  return [...ofDescriptions, ...architectureTwins.map(twinCheck)];
}
