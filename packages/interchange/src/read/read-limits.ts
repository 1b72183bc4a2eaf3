import { UsageError } from "@thingwright/errors";

/** How much of a document from outside is read. */
export interface ReadLimits {
  /** Longest text in bytes of UTF-8; default 4 MiB. */
  readonly maxBytes: number;
  /** Deepest nesting of arrays and objects; default 64, at most 512. */
  readonly maxDepth: number;
  /** Most values in the document, with YAML aliases written out; default 500,000. */
  readonly maxValues: number;
  /** Most operations, channels, properties, actions and events together; default 10,000. */
  readonly maxOperations: number;
  /** Most DataSchemas of the result, with references written out; what is beyond is a loss. Default 100,000. */
  readonly maxSchemas: number;
}

export const defaultReadLimits: ReadLimits = {
  maxBytes: 4 * 1024 * 1024,
  maxDepth: 64,
  maxValues: 500_000,
  maxOperations: 10_000,
  maxSchemas: 100_000,
};

/**
 * `options` with the defaults for what they leave open.
 *
 * @throws {UsageError} WOT_RANGE if a limit is no positive integer or `maxDepth` is over 512
 */
export function readLimits(options: Partial<ReadLimits>): ReadLimits {
  const limits = { ...defaultReadLimits, ...options };
  for (const name of Object.keys(defaultReadLimits) as (keyof ReadLimits)[]) {
    const most = name === "maxDepth" ? 512 : Number.MAX_SAFE_INTEGER;
    if (!Number.isInteger(limits[name]) || limits[name] < 1 || limits[name] > most) {
      throw new UsageError("WOT_RANGE", `${name} must be an integer from 1 to ${most}, not ${limits[name]}`);
    }
  }
  return limits;
}
