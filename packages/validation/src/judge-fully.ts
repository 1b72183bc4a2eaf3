import { type JudgeOptions, judgeDocument } from "./judge-document.js";
import type { Judgement, JudgementFinding } from "./judgement.js";

/** How {@link judgeFully} reads a document as Linked Data. */
export interface JudgeFullyOptions extends JudgeOptions {
  /** Expands a document by JSON-LD 1.1, and rejects when that cannot be done. It gets a copy of its own. */
  readonly expand: (document: unknown, options: { readonly signal?: AbortSignal }) => Promise<unknown>;
  readonly signal?: AbortSignal;
}

/**
 * {@link judgeDocument}, and then whether the document can be read as Linked Data. One that has an error already is
 * not expanded.
 *
 * Full validation by the standard also asks whether the Thing does what the document says: that is for a conformance
 * test of the Thing.
 *
 * @throws {UsageError} WOT_RANGE if a limit is none
 * @throws the reason of `signal` when it is aborted
 * @see TD 1.1 §6.5.2, §6.5.3
 */
export async function judgeFully(
  input: string | Uint8Array,
  { expand, signal, ...options }: JudgeFullyOptions,
): Promise<Judgement> {
  const judgement = judgeDocument(input, { ...options, level: "basic" });
  if (judgement.verdict === "invalid") return judgement;
  const text = typeof input === "string" ? input : new TextDecoder().decode(input);
  signal?.throwIfAborted();
  try {
    await expand(JSON.parse(text.replace(/^\uFEFF/, "")), signal === undefined ? {} : { signal });
    return judgement;
  } catch (error) {
    signal?.throwIfAborted();
    return { ...judgement, verdict: "invalid", findings: [notExpanded(error), ...judgement.findings] };
  }
}

const notExpanded = (error: unknown): JudgementFinding => ({
  level: "error",
  assertion: "lint-json-ld",
  pointer: "",
  line: 1,
  column: 1,
  message: `the document cannot be read as JSON-LD: ${error instanceof Error ? error.message : String(error)}`,
});
