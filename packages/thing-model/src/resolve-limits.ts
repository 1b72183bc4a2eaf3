import { UsageError } from "@thingwright/errors";

/** Limits of one call of `resolveThingModel`. */
export interface ResolveLimits {
  /** Most documents that are read, the model itself not counted. */
  readonly maxDocuments: number;
  /** Most bytes of one document, as UTF-8. */
  readonly maxBytes: number;
  /** Deepest nesting of one document. */
  readonly maxDepth: number;
  /** Longest chain of `tm:extends` and `tm:ref`, counted in steps. */
  readonly maxChain: number;
  /** Most JSON values that references may grow to, so that references to references cannot multiply without end. */
  readonly maxValues: number;
  /** Most models of a composition, each counted as often as it is in it. */
  readonly maxThings: number;
  /** Milliseconds for reading all documents. */
  readonly deadlineMs: number;
}

export const defaultResolveLimits: ResolveLimits = {
  maxDocuments: 64,
  maxBytes: 4 * 1024 * 1024,
  maxDepth: 64,
  maxChain: 16,
  maxValues: 200_000,
  maxThings: 256,
  deadlineMs: 10_000,
};

/** @throws {UsageError} WOT_RANGE for a limit that is no positive integer */
export function resolveLimits(given: Partial<ResolveLimits> = {}): ResolveLimits {
  const limits = { ...defaultResolveLimits, ...given };
  for (const [name, value] of Object.entries(limits)) {
    if (!Number.isSafeInteger(value) || value < 1)
      throw new UsageError("WOT_RANGE", `${name} must be an integer over 0`);
  }
  return limits;
}
