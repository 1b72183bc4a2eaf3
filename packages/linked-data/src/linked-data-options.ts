import type { Contexts } from "./contexts/contexts.js";

/** Bounds of the work that one document can cause. */
export interface LinkedDataLimits {
  /** Longest document, in bytes of UTF-8. Default: 1 MiB. */
  readonly maxDocumentBytes: number;
  /** Deepest nesting of arrays and objects. Default: 64. */
  readonly maxDepth: number;
  /** Most quads that a document may become. Default: 50,000. */
  readonly maxQuads: number;
  /**
   * Most times that a blank node is told apart by its neighbours. RDFC-1.0 is exponential in blank nodes that look
   * alike; this bounds it whatever the machine's speed. Default: 4,096.
   */
  readonly maxDeepIterations: number;
  /** Longest time for a canonical form, in milliseconds. Default: 10,000. */
  readonly deadlineMs: number;
}

export const defaultLinkedDataLimits: LinkedDataLimits = {
  maxDocumentBytes: 1024 * 1024,
  maxDepth: 64,
  maxQuads: 50_000,
  maxDeepIterations: 4096,
  deadlineMs: 10_000,
};

export interface LinkedDataOptions {
  /** Contexts beside the built-in ones, by URL; they win over a built-in one of the same URL. */
  readonly contexts?: Contexts;
  readonly limits?: Partial<LinkedDataLimits>;
  /** Base IRI of relative references. Default: none; they stay relative. */
  readonly base?: string;
  /**
   * Whether what cannot become RDF is an error instead of being left out, for example a relative IRI in an `@id`. Wanted
   * where the whole document must count, as under a signature. Default: false, as JSON-LD has it.
   */
  readonly lossless?: boolean;
  /** Looked at before each step, and within the canonical form. */
  readonly signal?: AbortSignal;
}
