import { tdAssertions } from "@thingwright/validation";
import type { Check } from "../check.js";
import { staticCheck } from "../kinds/static-check.js";
import { tdQuestions } from "../specifications/td-questions.js";

/**
 * One check for each assertion of TD 1.1 that the description alone shows to be kept or broken.
 *
 * @param written - the checks that have a file: what they judge is left to them
 */
export function staticChecks(written: readonly Check[]): readonly Check[] {
  const judgedOtherwise = new Set(written.map(({ id }) => id));
  return tdAssertions()
    .filter(({ id, shownBy }) => shownBy !== "behaviour" && !tdQuestions.has(id) && !judgedOtherwise.has(id))
    .map(staticCheck);
}
