import { tdAssertions } from "@thingwright/validation";
import type { Check } from "../check.js";
import { staticCheck } from "../kinds/static-check.js";
import { tdQuestions } from "../specifications/td-questions.js";

/** Checks of TD 1.1 that look at the description in another way. */
const judgedOtherwise: ReadonlySet<string> = new Set([
  "td-processor",
  "td-json-open",
  "td-json-open_utf-8",
  "td-json-open_no-byte-order",
  "td-vocab-observable--PropertyAffordance",
]);

/** One check for each assertion of TD 1.1 that the description alone shows to be kept or broken. */
export const staticChecks: readonly Check[] = tdAssertions()
  .filter(({ id, shownBy }) => shownBy !== "behaviour" && !tdQuestions.has(id) && !judgedOtherwise.has(id))
  .map(staticCheck);
