import type { Level } from "../verdict.js";
import type { SpecificationName } from "./specification.js";

/** Id, section, level, and the question to a person, whose yes says that the assertion is kept. */
export type AssertionRow = readonly [id: string, section: string, level: Level | "none", question: string];

/** One normative assertion of the W3C, whether there is a check for it or not. */
export interface Assertion {
  readonly id: string;
  readonly specification: SpecificationName;
  /** Anchor in the document. */
  readonly section: string;
  /** A MUST NOT is a `MUST`; `none` where the document uses no such word. */
  readonly level: Level | "none";
  /**
   * What a person is asked where no check answers: yes says that it is kept, or that what it permits is done. Absent
   * where the description alone shows it.
   */
  readonly question?: string;
}
