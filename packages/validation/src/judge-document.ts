import { isRecord, isThingModel, parseJsonText } from "@thingwright/td";
import { findingsOf, type Unplaced, verdictOf } from "./findings-of.js";
import type { DocumentKind, Judgement, JudgementFinding } from "./judgement.js";
import { positionsIn, type SourcePosition } from "./source-position.js";
import { placesIn, startsIn } from "./text-places.js";
import { unquotedPlaceholder } from "./unquoted-placeholder.js";
import { versionOf } from "./walk/context.js";

/** Limits and choices of {@link judgeDocument}. */
export interface JudgeOptions {
  /** Longest document in bytes of UTF-8; default 4 MiB. */
  readonly maxBytes?: number;
  /** Deepest nesting of arrays and objects; default 64. */
  readonly maxDepth?: number;
  /** Whether a document of the TD 2.0 draft is taken as one, by its namespace; default no. */
  readonly draft?: boolean;
  /** Whether lints are looked for beside the assertions; default yes. Without them it takes less time. */
  readonly lints?: boolean;
  /**
   * `minimal`, the default, looks at the document as it stands. `basic` also demands that every prefix is declared that
   * a name is written with: what is a lint then becomes a warning. For `full` there is {@link judgeFully}.
   */
  readonly level?: "minimal" | "basic";
}

/** Most findings of one document. */
const mostFindings = 100;

/** As many as are told: errors first, and of those what follows from another behind it, so that no lint takes the place of one. */
function gravest(findings: readonly Unplaced[]): readonly Unplaced[] {
  if (findings.length <= mostFindings) return findings;
  const grave = (level: Unplaced["level"]) => findings.filter((finding) => finding.level === level);
  const errors = grave("error");
  const ordered = [
    ...errors.filter(({ follows }) => follows === undefined),
    ...errors.filter(({ follows }) => follows !== undefined),
  ];
  return [...ordered, ...grave("warning"), ...grave("lint")].slice(0, mostFindings);
}

/**
 * Judges a Thing Description or Thing Model by every assertion of TD 1.1 that a document can break: what the standard
 * calls minimal validation, by default. Never throws for what is in the document: text that is not JSON, or over a limit, is a
 * finding.
 *
 * @throws {UsageError} WOT_RANGE if a limit is none
 * @see TD 1.1 §6.5.1
 */
export function judgeDocument(input: string | Uint8Array, options: JudgeOptions = {}): Judgement {
  const json = parseJsonText(input, options);
  const textOf = () =>
    typeof input === "string" ? input : new TextDecoder("utf-8", { ignoreBOM: true }).decode(input);
  if (!json.ok) {
    const { code, message } = json.finding;
    return (code === "WOT_TD_LIMIT" ? undefined : untyped(textOf())) ?? unreadable(code, message);
  }
  const text = textOf();
  const kind = kindOf(json.value);
  const context = isRecord(json.value) ? json.value["@context"] : undefined;
  const version = versionOf(context, options.draft === true);
  const found = findingsOf({ text, value: json.value, kind, version, lints: options.lints !== false });
  const findings = placed(text, gravest(options.level === "basic" ? found.map(demanded) : found));
  return { kind, version, verdict: verdictOf(findings), findings };
}

/** What basic validation demands, and minimal validation only remarks. */
const demanded = (finding: Unplaced): Unplaced =>
  finding.assertion === "lint-undeclared-prefix" ? { ...finding, level: "warning" } : finding;

/** The findings with their places, in the order of the text. */
function placed(text: string, findings: readonly Unplaced[]): readonly JudgementFinding[] {
  if (findings.length === 0) return [];
  const pointers = new Set(findings.map(({ pointer }) => pointer));
  const startOf = mayRepeat(findings) ? lastStartsIn(text, pointers) : startsIn(text, pointers);
  const positionOf = positionsIn(text);
  return findings
    .map((finding) => located(finding, positionOf(startOf(finding.pointer))))
    .sort((a, b) => a.line - b.line || a.column - b.column);
}

/** Whether the text may have a member twice, of which the last counts: it has a finding then, or more than are told. */
const mayRepeat = (findings: readonly Unplaced[]): boolean =>
  findings.length >= mostFindings || findings.some(({ assertion }) => repetition.test(assertion));

const repetition = /^(?:lint-repeated-member|td-security|td-\w+_uniqueness)$/;

function lastStartsIn(text: string, pointers: ReadonlySet<string>): (pointer: string) => number {
  const placeOf = placesIn(text, pointers);
  return (pointer) => placeOf(pointer).start;
}

/** What is said of a Thing Model that would be JSON if its placeholders were strings. */
function untyped(text: string): Judgement | undefined {
  const offset = unquotedPlaceholder(text);
  if (offset === undefined) return undefined;
  const message = "the document has a placeholder without quotes; it has to be a string, whatever will stand there";
  const place = { pointer: "", ...positionsIn(text)(offset) };
  const finding = { level: "error", assertion: "tm-placeholder-retyping", ...place, message } as const;
  return { kind: "tm", version: "1.1", verdict: "invalid", findings: [finding] };
}

/** Written out: taking an object apart and together again costs more than all else here. */
function located(
  { level, assertion, pointer, message, follows, fixable }: Unplaced,
  { line, column }: SourcePosition,
): JudgementFinding {
  const finding = { level, assertion, pointer, line, column, message };
  if (follows !== undefined) return { ...finding, follows };
  return fixable === undefined ? finding : { ...finding, fixable };
}

function unreadable(code: string, message: string): Judgement {
  const place = { pointer: "", line: 1, column: 1 };
  return {
    kind: "unknown",
    version: "1.1",
    verdict: "invalid",
    findings: [{ level: "error", assertion: unreadableBy(code, message), ...place, message }],
  };
}

/** A document over a limit breaks no assertion, but nobody can say that it is valid. */
function unreadableBy(code: string, message: string): string {
  if (code === "WOT_TD_LIMIT") return "lint-document-limit";
  return message.endsWith("not UTF-8") ? "td-json-open_utf-8" : "td-json-open";
}

function kindOf(value: unknown): DocumentKind {
  if (!isRecord(value)) return "unknown";
  return isThingModel(value) ? "tm" : "td";
}
