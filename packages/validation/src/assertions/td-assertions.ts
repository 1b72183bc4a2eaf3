import { judgedAssertions } from "../judged-assertions.js";
import { unjudgedAssertions } from "../unjudged-assertions.js";
import { tdAssertionTable } from "./td-assertion-table.js";

/** One normative assertion of TD 1.1. */
export interface TdAssertion {
  readonly id: string;
  /** Anchor in the Recommendation. */
  readonly section: string;
  /** A MUST NOT is a `MUST`. */
  readonly level: "MUST" | "SHOULD" | "MAY";
  /**
   * What shows that it is kept: `document` where `judgeDocument` finds that it is broken, `permission` where no document
   * can break it, `behaviour` where it is about what a Thing, a Consumer or a processor does, or for its maker to declare.
   */
  readonly shownBy: "document" | "permission" | "behaviour";
}

/** All 451 assertions of TD 1.1, in the order of the Recommendation. */
export function tdAssertions(): readonly TdAssertion[] {
  const judged = judgedAssertions();
  const shownBy = (id: string) =>
    judged.has(id) ? "document" : unjudgedAssertions.has(id) ? "permission" : "behaviour";
  return tdAssertionTable.map(([id, section, level]) => ({ id, section, level, shownBy: shownBy(id) }));
}
