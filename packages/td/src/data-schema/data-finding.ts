/** One mismatch of a value with its DataSchema. */
export interface DataFinding {
  /** JSON Pointer into the value; the empty string is the whole value. */
  readonly pointer: string;
  /** Plain words; names the place and never quotes the value. */
  readonly message: string;
  /** The term of the schema that says no: `type`, `minimum`, `required` … */
  readonly keyword: string;
}

/** What is wrong with a value; empty when nothing is. */
export type Check = (value: unknown) => readonly DataFinding[];

/** Shared by every value that matches, so that a match allocates nothing. */
export const noFindings: readonly DataFinding[] = [];
