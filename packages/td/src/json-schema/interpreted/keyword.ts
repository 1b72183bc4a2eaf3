import type { Visit } from "./visit.js";

/**
 * Looks at one keyword of a schema. True when `value`, which is of the keyword's type, satisfies it; otherwise it has
 * said so.
 *
 * @param argument - value of the keyword in the schema
 */
export type Keyword = (visit: Visit, value: unknown, argument: unknown) => boolean;

/** Looks at `value` by all of `schema`, as a part of `visit`. */
export type CheckPart = (visit: Visit, part: Part, value: unknown) => boolean;

/** A schema within a schema, and where it and its value stand. */
export interface Part {
  readonly schema: unknown;
  /** Appended to the path of the value; the empty string for the same value. */
  readonly at?: string;
  /** Appended to the path of the schema. */
  readonly by: string;
  readonly isBranch?: boolean;
}
