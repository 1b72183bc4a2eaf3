import { AbortError, isWotError, ThingDescriptionError, TimeoutError } from "@thingwright/errors";
import { truncate } from "@thingwright/td";
import { documentLoader } from "./document-loader.js";
import { type LinkedDataOptions, limitsOf } from "./linked-data-options.js";

/** The part of the library that is used here; its own types have overloads that a document as data does not fit. */
export interface Processor {
  expand(document: object, options: object): Promise<readonly object[]>;
  compact(document: object, context: unknown, options: object): Promise<Readonly<Record<string, unknown>>>;
  toRDF(document: object, options: object): Promise<string>;
  canonize(quads: string, options: object): Promise<string>;
}

let loading: Promise<Processor> | undefined;

/** The library, loaded on first use: it is large, and most programs that import this package need it seldom. */
function processor(): Promise<Processor> {
  loading ??= import("jsonld").then((module) => module.default as unknown as Processor);
  return loading;
}

/** One call of a function here: its options, and how its steps are run. */
export interface Run {
  /** What the library's functions take. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Aborted by the caller or by the deadline. */
  readonly signal: AbortSignal;
  /**
   * Runs one step of the library and says its errors in our words.
   *
   * @throws {ThingDescriptionError} WOT_TD_INVALID, WOT_TD_LIMIT
   * @throws {AbortError} WOT_ABORTED
   * @throws {TimeoutError} WOT_TIMEOUT after `deadlineMs`
   */
  readonly step: <T>(action: (processor: Processor) => Promise<T>) => Promise<T>;
  /** Throws what `step` throws when there is no more time. */
  readonly throwIfOver: () => void;
}

/** Starts the clock of one call. */
export function startRun(options: LinkedDataOptions): Run {
  const { base, lossless = false } = options;
  const deadline = AbortSignal.timeout(limitsOf(options).deadlineMs);
  const signal = options.signal === undefined ? deadline : AbortSignal.any([options.signal, deadline]);
  const throwIfOver = (): void => {
    if (options.signal?.aborted) throw new AbortError("WOT_ABORTED", "aborted", { cause: options.signal.reason });
    if (deadline.aborted) throw new TimeoutError("WOT_TIMEOUT", `not done within ${limitsOf(options).deadlineMs} ms`);
  };
  return {
    settings: {
      documentLoader: documentLoader({ ...options, signal }),
      safe: lossless,
      ...(base !== undefined && { base }),
    },
    signal,
    throwIfOver,
    async step(action) {
      throwIfOver();
      const library = await processor();
      try {
        return await action(library);
      } catch (error) {
        throwIfOver();
        throw translated(error);
      }
    },
  };
}

/** Our own error where the document loader threw one, which the library wraps. */
function translated(error: unknown): Error {
  const inner = (error as { details?: { cause?: unknown } } | undefined)?.details?.cause;
  if (isWotError(error)) return error;
  if (isWotError(inner)) return inner;
  const message = truncate(error instanceof Error ? error.message : String(error));
  // A RangeError is the end of the stack: terms that are defined by terms, thousands of them in a row.
  const isLimit = error instanceof RangeError || message.startsWith("Maximum deep iterations");
  const code = isLimit ? "WOT_TD_LIMIT" : "WOT_TD_INVALID";
  return new ThingDescriptionError(code, `the document is not usable as JSON-LD: ${message}`, { cause: error });
}
