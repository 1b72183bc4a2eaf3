import { ruleFindings as definitionFindings, type Finding, truncate, type Violation } from "@thingwright/td";
import { JsonScanner } from "./json-scanner.js";
import type { DocumentKind, JudgementFinding, Verdict } from "./judgement.js";
import type { Place } from "./place.js";
import type { AnyObject } from "./rules/any-object.js";
import { modelRules, type Rule, rules } from "./rules/index.js";
import { Look } from "./rules/look.js";
import { forgetSurvey, surveyOf } from "./rules/survey.js";
import { mayHaveLongIntegers, mayRepeat } from "./text-survey.js";
import { thing } from "./vocabulary/thing.js";
import { untoldOfDescription, untoldOfModel } from "./w3c-net.js";
import { undefinedNames } from "./walk/defined-names.js";
import { DocumentWalk } from "./walk/document-walk.js";
import type { Fault, Mend } from "./walk/fault.js";
import type { Reading } from "./walk/reading.js";

/** A finding whose line and column nobody has looked up yet. */
export interface Unplaced extends Omit<JudgementFinding, "line" | "column"> {
  readonly mend?: Mend;
  readonly subject?: string;
}

/** A document as it was read. */
export interface ReadDocument {
  readonly text: string;
  readonly value: unknown;
  readonly kind: DocumentKind;
  readonly version: Reading["version"];
  /** Whether lints are looked for. */
  readonly lints: boolean;
}

/** Most findings of one rule. */
const mostOfRule = 100;

/** All that speaks against a document: its text, its vocabulary, the rules, and what only the W3C's schema says. */
export function findingsOf(read: ReadDocument): readonly Unplaced[] {
  const { text, value, kind } = read;
  const findings = new FindingList();
  const scan = new TextScan(text);
  const look = new Look(value);
  for (const each of textFindings(text, scan.repeated(look))) findings.add(each);
  if (kind === "unknown") {
    const message = "the document must be a JSON object";
    findings.add({ level: "error", assertion: "td-context", pointer: "", message, subject: "" });
    return findings.all;
  }
  try {
    addAll(findings, read, scan, look);
  } finally {
    forgetSurvey();
  }
  return findings.all;
}

function addAll(findings: FindingList, read: ReadDocument, scan: TextScan, look: Look): void {
  const { kind, version } = read;
  const doc = read.value as AnyObject;
  surveyOf(doc, look);
  const walk = new DocumentWalk({ isModel: kind === "tm", version, longIntegers: () => scan.longIntegers() });
  walk.visit(thing, doc);
  for (const fault of walk.faults) findings.addFault(fault);
  if (kind === "td") for (const fault of undefinedNames(doc)) findings.addFault(fault);
  const all = kind === "tm" ? modelRules : rules;
  for (const rule of all) {
    if ((read.lints || rule.level !== "lint") && mayBreak(look, rule)) findings.addRule(rule, doc);
  }
  if (kind === "tm" || version === "2.0 draft" || walk.isUnsure) addUntold(findings, read);
}

/** Whether a document may break a rule, after one look at it. */
const mayBreak = (look: Look, { needs, words, sign }: Rule): boolean =>
  (sign === undefined || (look.signs & sign) !== 0) &&
  (needs === undefined || (look.terms & needs) !== 0) &&
  (words === undefined || (look.words & words) !== 0);

/** The W3C's schema, and what presupposes that it is content: that combos of security schemes do not go in circles. */
function addUntold(findings: FindingList, { text, value, kind, version }: ReadDocument): void {
  const told = findings.subjects();
  if (kind === "tm") {
    for (const each of untoldOfModel(value, told, nameOf)) {
      findings.add({ level: "error", assertion: "tm-td-generation-inconsistencies", ...each });
    }
    return;
  }
  const untold = untoldOfDescription(value, told, text.length, (violation) => isAsked(violation, version));
  for (const { pointer, message } of untold)
    findings.add({ level: "error", assertion: "td-processor", pointer, message });
  if (told.length > 0 || untold.length > 0 || !hasCombo(value as AnyObject)) return;
  for (const finding of definitionFindings(value as Parameters<typeof definitionFindings>[0]))
    findings.addFinding(finding);
}

const hasCombo = (doc: AnyObject): boolean => surveyOf(doc).schemes.some(({ object }) => object.scheme === "combo");

/** The W3C's schema is that of TD 1.1; an older or newer document differs from it. */
function isAsked({ instancePath, keyword, params }: Violation, version: Reading["version"]): boolean {
  if (version === "2.0 draft") return !instancePath.startsWith("/@context");
  if (version === "1.1" || keyword !== "required") return true;
  const isOfForm = /\/forms\/\d+$/.test(instancePath) && params.missingProperty === "op";
  return !isOfForm && !(instancePath.endsWith("/response") && params.missingProperty === "contentType");
}

/** Findings without those that are there already. */
class FindingList {
  readonly all: Unplaced[] = [];
  readonly #seen = new Set<string>();

  add(finding: Unplaced): void {
    const key = `${finding.assertion} ${finding.pointer}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.all.push(finding);
  }

  addFault({ level, assertions, pointer, subject, phrase, mend }: Fault): void {
    const message = `${nameOf(pointer)} ${phrase}`;
    const [first, ...others] = assertions;
    const fixable = mend === undefined ? {} : ({ mend, fixable: true } as const);
    this.add({ level, assertion: first!, pointer, message, subject, ...fixable });
    for (const assertion of others) this.add({ level, assertion, pointer, message, subject, follows: first! });
  }

  addRule({ id, level, check }: Rule, doc: AnyObject): void {
    let count = 0;
    for (const { pointer, phrase, mend } of check(doc)) {
      const fixable = mend === undefined ? {} : ({ mend, fixable: true } as const);
      this.add({ level, assertion: id, pointer, message: `${nameOf(pointer)} ${phrase}`, ...fixable });
      if (++count === mostOfRule) return;
    }
  }

  addFinding({ level, pointer, message, assertion = "td-processor" }: Finding): void {
    this.add({ level, assertion, pointer, message });
  }

  /** The places that errors tell of; that of the whole document explains nothing in it. */
  subjects(): readonly { readonly subject: string }[] {
    return this.all
      .filter(({ level, subject, pointer }) => level === "error" && (subject ?? pointer) !== "")
      .map(({ subject, pointer }) => ({ subject: subject ?? pointer }));
  }
}

/** The text once more, value by value, where it has something that its value does not show. */
class TextScan {
  readonly #text: string;
  #scanner: JsonScanner | undefined;
  #longIntegers: readonly Place[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  repeated(look: Look): readonly string[] {
    return mayRepeat(this.#text, look) ? this.#scanned().repeated : [];
  }

  longIntegers(): readonly Place[] {
    this.#longIntegers ??= mayHaveLongIntegers(this.#text) ? this.#scanned().longIntegers : [];
    return this.#longIntegers;
  }

  #scanned(): JsonScanner {
    if (this.#scanner === undefined) {
      this.#scanner = new JsonScanner(this.#text);
      this.#scanner.scan();
    }
    return this.#scanner;
  }
}

/** What only the text shows: a byte order mark, and members of one name, of which a parser keeps the last. */
function* textFindings(text: string, repeated: readonly string[]): Generator<Unplaced> {
  if (text.startsWith("\uFEFF")) {
    const message = "the document starts with a byte order mark, which has to go";
    yield { level: "error", assertion: "td-json-open_no-byte-order", pointer: "", message, fixable: true };
  }
  for (const pointer of repeated) {
    const message = `${truncate(pointer)} is there more than once; only the last would count`;
    yield { ...repetition(pointer), pointer, message };
  }
}

/**
 * Names of affordances must not be repeated, and each pair of the Map of security definitions is a member of its own
 * (`td-security`): which of two of one name protects the Thing, a reader cannot know. Elsewhere RFC 8259 §4 advises
 * against it, and no assertion forbids it.
 */
function repetition(pointer: string): Pick<Unplaced, "level" | "assertion"> {
  const map = /^\/(properties|actions|events|securityDefinitions)\/[^/]*$/.exec(pointer)?.[1];
  if (map === undefined) return { level: "lint", assertion: "lint-repeated-member" };
  return { level: "error", assertion: map === "securityDefinitions" ? "td-security" : `td-${map}_uniqueness` };
}

export const nameOf = (pointer: string): string => (pointer === "" ? "the document" : truncate(pointer));

export function verdictOf(findings: readonly JudgementFinding[]): Verdict {
  if (findings.some(({ level }) => level === "error")) return "invalid";
  return findings.some(({ level }) => level === "warning") ? "warning" : "valid";
}
