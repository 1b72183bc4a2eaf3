import type { Finding } from "../finding.js";
import type { ThingDescription } from "../types/thing.js";

/** Limits of {@link parseThingDescription}. */
export interface ParseOptions {
  /** Longest document in bytes of UTF-8; default 4 MiB. An object is measured by the JSON text that it stands for. */
  readonly maxBytes?: number;
  /** Deepest nesting of arrays and objects; default 64. */
  readonly maxDepth?: number;
}

/** A Thing Description with its warnings, or the findings that speak against it. */
export type ParseResult =
  | { readonly ok: true; readonly thing: ThingDescription; readonly findings: readonly Finding[] }
  | { readonly ok: false; readonly findings: readonly Finding[] };
