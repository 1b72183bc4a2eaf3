/** What a document is taken for: by its `@type`, else a Thing Description; `unknown` when it is no JSON object. */
export type DocumentKind = "td" | "tm" | "unknown";

/** `invalid` when a finding is an error, `warning` when one is a warning, else `valid`; lints change no verdict. */
export type Verdict = "valid" | "warning" | "invalid";

/** One thing that speaks against a document, with its place in the text. */
export interface JudgementFinding {
  /** `error` breaks a MUST, `warning` a SHOULD; a `lint` breaks no assertion, but is hardly meant. */
  readonly level: "error" | "warning" | "lint";
  /** The W3C's assertion id; for a lint, its name. `td-processor` stands for what only the W3C schema says. */
  readonly assertion: string;
  /** JSON Pointer (RFC 6901) of the place; the empty string is the whole document. */
  readonly pointer: string;
  /** From 1, in the text as it was given. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
  /**
   * Where one mistake breaks several assertions, each has its finding, and all but the first say here which one they
   * follow: a report for people may leave them out.
   */
  readonly follows?: string;
  /** That `fixDocument` mends it. */
  readonly fixable?: true;
  /** Plain words; names the place, so that it can stand alone. */
  readonly message: string;
}

/** What {@link judgeDocument} says of one document. Findings are in the order of the text. */
export interface Judgement {
  readonly kind: DocumentKind;
  /** The version of the Recommendation that it is judged by, as its `@context` says. */
  readonly version: "1.0" | "1.1" | "2.0 draft";
  readonly verdict: Verdict;
  readonly findings: readonly JudgementFinding[];
}
