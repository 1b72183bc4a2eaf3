import { UsageError } from "@thingwright/errors";
import type { Contexts } from "./contexts/contexts.js";
import type { ContextLoader } from "./remote-contexts.js";

/** Bounds of the work that one document can cause. */
export interface LinkedDataLimits {
  /** Longest document, in bytes of UTF-8. Default: 1 MiB. */
  readonly maxDocumentBytes: number;
  /** Deepest nesting of arrays and objects, at most 512. Default: 64. */
  readonly maxDepth: number;
  /**
   * Most quads that a document may become, and before that, most values that it may hold, as a value becomes a quad.
   * The library looks for repeated values by comparing all, so the work is this, squared. Default: 10,000.
   */
  readonly maxQuads: number;
  /**
   * Characters of the contexts within the document, times all objects in it: a context may be read again for each object
   * and each further context. Default: 67,108,864, which is a context of 16 KiB for 4,096 objects.
   */
  readonly maxContextWork: number;
  /** Most contexts that a `loadContext` is asked for in one call. Default: 10. */
  readonly maxLoadedContexts: number;
  /**
   * Most times that a blank node is told apart by its neighbours. RDFC-1.0 is exponential in blank nodes that look
   * alike; this bounds it whatever the machine's speed. Default: 4,096.
   */
  readonly maxDeepIterations: number;
  /** Longest time of one call, in milliseconds; looked at between its steps and within the RDF canonical form. Default: 10,000. */
  readonly deadlineMs: number;
}

export const defaultLinkedDataLimits: LinkedDataLimits = {
  maxDocumentBytes: 1024 * 1024,
  maxDepth: 64,
  maxQuads: 10_000,
  maxContextWork: 64 * 1024 * 1024,
  maxLoadedContexts: 10,
  maxDeepIterations: 4096,
  deadlineMs: 10_000,
};

export interface LinkedDataOptions {
  /** Contexts beside the built-in ones, by URL; they win over a built-in one of the same URL. */
  readonly contexts?: Contexts;
  /** Asked for a context that is neither in `contexts` nor built in. Default: none, so that nothing is fetched. */
  readonly loadContext?: ContextLoader;
  readonly limits?: Partial<LinkedDataLimits>;
  /** Base IRI of relative references. Default: none; they stay relative. */
  readonly base?: string;
  /**
   * Whether what cannot become RDF is an error instead of being left out, for example a relative IRI in an `@id`.
   * Default: false, as JSON-LD has it.
   */
  readonly lossless?: boolean;
  /** Looked at before each step, and within the RDF canonical form. */
  readonly signal?: AbortSignal;
}

/** The largest value of a limit that is no plain number of things; a timer takes no more milliseconds. */
const largest: Partial<LinkedDataLimits> = { maxDepth: 512, deadlineMs: 2 ** 31 - 1 };

/**
 * `limits` with the defaults for what they leave open.
 *
 * @throws {UsageError} WOT_RANGE if one is no positive integer, or larger than it can be
 */
export function limitsOf({ limits }: Pick<LinkedDataOptions, "limits">): LinkedDataLimits {
  const all = { ...defaultLinkedDataLimits, ...limits };
  for (const name of Object.keys(defaultLinkedDataLimits) as (keyof LinkedDataLimits)[]) {
    const most = largest[name] ?? Number.MAX_SAFE_INTEGER;
    if (!Number.isInteger(all[name]) || all[name] < 1 || all[name] > most) {
      throw new UsageError("WOT_RANGE", `${name} must be an integer from 1 to ${most}, not ${all[name]}`);
    }
  }
  return all;
}
