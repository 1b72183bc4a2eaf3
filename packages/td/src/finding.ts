import type { ErrorCode } from "@thingwright/errors";

/** One thing that a check noticed in a document. */
export interface Finding {
  /** An `error` makes the document unusable, a `warning` does not. */
  readonly level: "error" | "warning";
  readonly code: ErrorCode;
  /** Plain words; names the place, so that it can stand alone. */
  readonly message: string;
  /** JSON Pointer (RFC 6901) of the place; the empty string is the whole document. */
  readonly pointer: string;
  /** Id of the W3C assertion that is broken, where there is one. */
  readonly assertion?: string;
}

/** A Finding of the level `error`. */
export function finding(code: ErrorCode, pointer: string, message: string): Finding {
  return { level: "error", code, message, pointer };
}
