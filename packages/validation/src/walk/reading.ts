import type { Place } from "../place.js";

/** As what a document is judged. */
export interface Reading {
  /** A Thing Model leaves things out and puts placeholders in the place of values. */
  readonly isModel: boolean;
  /** The version whose terms and demands count. */
  readonly version: "1.0" | "1.1" | "2.0 draft";
  /** Where the text has integers with a fraction or an exponent; a few. Asked for only when there are integers. */
  readonly longIntegers: () => readonly Place[];
}
