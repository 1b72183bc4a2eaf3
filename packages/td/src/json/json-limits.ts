import { UsageError } from "@thingwright/errors";

/** How much JSON is read before anything looks at its meaning. */
export interface JsonLimits {
  /** Longest text in bytes of UTF-8; default 4 MiB. */
  readonly maxBytes: number;
  /** Deepest nesting of arrays and objects; default 64, at most 512. */
  readonly maxDepth: number;
}

export const defaultJsonLimits: JsonLimits = { maxBytes: 4 * 1024 * 1024, maxDepth: 64 };

/** Deepest `maxDepth`: what comes after may recurse, and a stack has an end. */
export const largestMaxDepth = 512;

/**
 * `options` with the defaults for what they leave open.
 *
 * @throws {UsageError} WOT_RANGE if a limit is no positive integer or `maxDepth` is over 512
 */
export function jsonLimits(options: Partial<JsonLimits>): JsonLimits {
  const { maxBytes = defaultJsonLimits.maxBytes, maxDepth = defaultJsonLimits.maxDepth } = options;
  if (!Number.isInteger(maxBytes) || maxBytes < 1) {
    throw new UsageError("WOT_RANGE", `maxBytes must be a positive integer, not ${maxBytes}`);
  }
  if (!Number.isInteger(maxDepth) || maxDepth < 1 || maxDepth > largestMaxDepth) {
    throw new UsageError("WOT_RANGE", `maxDepth must be an integer from 1 to ${largestMaxDepth}, not ${maxDepth}`);
  }
  return { maxBytes, maxDepth };
}
