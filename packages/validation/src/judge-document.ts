import { isThingModel, parseJsonText, truncate, validateThingDescription } from "@thingwright/td";
import type { DocumentKind, Judgement, JudgementFinding, Verdict } from "./judgement.js";
import { modelRules, type Rule, rules } from "./rules/index.js";
import { type SourceMap, sourceMap } from "./source-map.js";
import { thingModelViolation } from "./thing-model-schema.js";

/** Limits of {@link judgeDocument}. */
export interface JudgeOptions {
  /** Longest document in bytes of UTF-8; default 4 MiB. */
  readonly maxBytes?: number;
  /** Deepest nesting of arrays and objects; default 64. */
  readonly maxDepth?: number;
}

/** Most findings of one document, and of one rule. */
const mostFindings = 100;

/** As many as are told, errors first, so that no lint takes the place of one. */
function gravest(findings: readonly Unplaced[]): readonly Unplaced[] {
  const grave = (level: Unplaced["level"]) => findings.filter((finding) => finding.level === level);
  return [...grave("error"), ...grave("warning"), ...grave("lint")].slice(0, mostFindings);
}

type Unplaced = Omit<JudgementFinding, "line" | "column">;

/**
 * Judges a Thing Description or Thing Model by the W3C's JSON Schema and by the assertions that no JSON Schema can
 * say. Never throws for what is in the document: text that is not JSON, or over a limit, is a finding.
 *
 * @throws {UsageError} WOT_RANGE if a limit is none
 * @see TD 1.1 §6.5
 */
export function judgeDocument(input: string | Uint8Array, options: JudgeOptions = {}): Judgement {
  const json = parseJsonText(input, options);
  if (!json.ok) return unreadable(json.finding.message);
  const text = typeof input === "string" ? input : new TextDecoder("utf-8", { ignoreBOM: true }).decode(input);
  const map = sourceMap(text);
  const kind = kindOf(json.value);
  const findings = gravest([...textFindings(text, map), ...documentFindings(kind, json.value)])
    .map((finding) => ({ ...finding, ...map.positionOf(finding.pointer) }))
    .sort((a, b) => a.line - b.line || a.column - b.column);
  return { kind, verdict: verdictOf(findings), findings };
}

function unreadable(message: string): Judgement {
  const place = { pointer: "", line: 1, column: 1 };
  return {
    kind: "unknown",
    verdict: "invalid",
    findings: [{ level: "error", assertion: "td-json-open", ...place, message }],
  };
}

function kindOf(value: unknown): DocumentKind {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "unknown";
  return isThingModel(value) ? "tm" : "td";
}

/** What only the text shows: a byte order mark, and members of one name, of which a parser keeps the last. */
function* textFindings(text: string, { repeated }: SourceMap): Generator<Unplaced> {
  if (text.startsWith("\uFEFF")) {
    const message = "the document starts with a byte order mark, which has to go";
    yield { level: "error", assertion: "td-json-open_no-byte-order", pointer: "", message };
  }
  for (const pointer of repeated) {
    const message = `${truncate(pointer)} is there more than once; only the last would count`;
    yield { ...repetition(pointer), pointer, message };
  }
}

/** Names of affordances must not be repeated; elsewhere RFC 8259 §4 advises against it, and no assertion forbids it. */
function repetition(pointer: string): Pick<Unplaced, "level" | "assertion"> {
  const affordances = /^\/(properties|actions|events)\/[^/]*$/.exec(pointer)?.[1];
  if (affordances === undefined) return { level: "lint", assertion: "lint-repeated-member" };
  return { level: "error", assertion: `td-${affordances}_uniqueness` };
}

function* documentFindings(kind: DocumentKind, value: unknown): Generator<Unplaced> {
  if (kind === "tm") yield* modelFindings(value as Readonly<Record<string, unknown>>);
  else yield* descriptionFindings(kind, value);
}

function* descriptionFindings(kind: DocumentKind, value: unknown): Generator<Unplaced> {
  const ruled = kind === "td" ? [...ruleFindings(rules, value as Readonly<Record<string, unknown>>)] : [];
  const places = new Set(ruled.map(({ pointer }) => pointer));
  for (const { level, pointer, message, assertion = "td-processor" } of validateThingDescription(value)) {
    // A rule says the same with its assertion's name.
    if (assertion !== "td-processor" || !places.has(pointer)) yield { level, assertion, pointer, message };
  }
  yield* ruled;
}

function* modelFindings(model: Readonly<Record<string, unknown>>): Generator<Unplaced> {
  const ruled = [...ruleFindings(modelRules, model)];
  const violation = thingModelViolation(model);
  if (violation !== undefined && !ruled.some(({ level }) => level === "error")) {
    const message = `${named(violation.pointer)} ${violation.message}`;
    yield { level: "error", assertion: "tm-td-generation-inconsistencies", pointer: violation.pointer, message };
  }
  yield* ruled;
}

function* ruleFindings(list: readonly Rule[], doc: Readonly<Record<string, unknown>>): Generator<Unplaced> {
  for (const { id, level, check } of list) {
    let count = 0;
    for (const { pointer, phrase } of check(doc)) {
      yield { level, assertion: id, pointer, message: `${named(pointer)} ${phrase}` };
      if (++count === mostFindings) break;
    }
  }
}

const named = (pointer: string): string => (pointer === "" ? "the document" : truncate(pointer));

function verdictOf(findings: readonly JudgementFinding[]): Verdict {
  if (findings.some(({ level }) => level === "error")) return "invalid";
  return findings.some(({ level }) => level === "warning") ? "warning" : "valid";
}
