/**
 * A link in the CoRE Link Format.
 *
 * @see RFC 6690 §2
 */
export interface CoreLink {
  /** Where it leads: a URI, or a reference such as `/sensors/temp`. */
  readonly target: string;
  /**
   * Attributes by name in lower case, in their order: `rt`, `if`, `sz`, `ct`, `rel`, `anchor`, `title` and any other. One
   * without a value, such as `obs`, has the empty string. Of an attribute that comes twice the first counts.
   */
  readonly attributes: ReadonlyMap<string, string>;
}

/** Attributes whose value is a list of words with spaces between (RFC 6690 §2, §3; RFC 7252 §7.2.1). */
export const listAttributes: ReadonlySet<string> = new Set(["rt", "if", "rel", "rev", "ct"]);
