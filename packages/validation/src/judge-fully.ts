import type { Finding } from "@thingwright/td";
import { verdictOf } from "./findings-of.js";
import { type JudgeOptions, judgeDocument } from "./judge-document.js";
import type { Judgement, JudgementFinding } from "./judgement.js";
import { sourceMap } from "./source-map.js";

/** Looks at a document, as it was parsed, for more than it shows by itself; rejects for what is not the document's fault. */
export type DocumentCheck = (
  document: unknown,
  options: { readonly signal?: AbortSignal },
) => Promise<readonly Finding[]>;

/** What {@link judgeFully} goes on with. */
export interface JudgeFullyOptions extends JudgeOptions {
  /** `checkLinkedData` of `@thingwright/linked-data`, and what else there is; each gets a copy of its own. */
  readonly checks: readonly DocumentCheck[];
  readonly signal?: AbortSignal;
}

/**
 * {@link judgeDocument}, and then further checks, such as whether the document can be read as Linked Data. One that has an
 * error already is not looked at further. A warning of theirs that names no assertion, or a lint, is a lint.
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
  { checks, signal, ...options }: JudgeFullyOptions,
): Promise<Judgement> {
  const judgement = judgeDocument(input, { ...options, level: "basic" });
  if (judgement.verdict === "invalid") return judgement;
  const text = typeof input === "string" ? input : new TextDecoder("utf-8", { ignoreBOM: true }).decode(input);
  const found: Finding[] = [];
  for (const check of checks) {
    signal?.throwIfAborted();
    found.push(...(await check(JSON.parse(text.replace(/^\uFEFF/, "")), signal === undefined ? {} : { signal })));
  }
  if (found.length === 0) return judgement;
  const { positionOf } = sourceMap(text);
  const findings = [
    ...judgement.findings,
    ...found.map((finding) => ({ ...told(finding), ...positionOf(finding.pointer) })),
  ];
  findings.sort((a, b) => a.line - b.line || a.column - b.column);
  return { ...judgement, verdict: verdictOf(findings), findings };
}

const told = ({ level, assertion, pointer, message }: Finding): Omit<JudgementFinding, "line" | "column"> =>
  assertion === undefined
    ? { level: level === "warning" ? "lint" : level, assertion: "lint-linked-data", pointer, message }
    : { level: assertion.startsWith("lint-") ? "lint" : level, assertion, pointer, message };
