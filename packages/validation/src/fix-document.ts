import { isRecord, isThingModel, parseJsonText } from "@thingwright/td";
import { findingsOf, type Unplaced } from "./findings-of.js";
import type { JudgeOptions } from "./judge-document.js";
import { placesIn, type TextPlace } from "./text-places.js";
import { versionOf } from "./walk/context.js";
import type { Mend } from "./walk/fault.js";

/** Mending one thing can show another: a member that gets its right name is read only then. */
const mostRounds = 8;

/**
 * `text` with every mistake mended that can be mended in one way only: a term in another spelling, a number or a truth
 * value in quotes, one object where an array of one belongs, a byte order mark. All else stays as it is, white space
 * and order too. What it gives it leaves alone when it gets it again. Text that is not JSON comes back as it was.
 *
 * @throws {UsageError} WOT_RANGE if a limit is none
 */
export function fixDocument(text: string, options: JudgeOptions = {}): string {
  let mended = text.startsWith("\uFEFF") ? text.slice(1) : text;
  for (let round = 0; round < mostRounds; round++) {
    const next = fixOnce(mended, options);
    if (next === undefined) return round === 0 && !isJson(mended, options) ? text : mended;
    mended = next;
  }
  return mended;
}

const isJson = (text: string, options: JudgeOptions): boolean => parseJsonText(text, options).ok;

/** The text with the mends of all findings that do not touch each other; `undefined` when there is none. */
function fixOnce(text: string, options: JudgeOptions): string | undefined {
  const json = parseJsonText(text, options);
  if (!json.ok || !isRecord(json.value)) return undefined;
  const version = versionOf(json.value["@context"], options.draft === true);
  const kind = isThingModel(json.value) ? "tm" : "td";
  const mends = findingsOf({ text, value: json.value, kind, version, lints: true }).filter(hasMend);
  if (mends.length === 0) return undefined;
  const placeOf = placesIn(text, new Set(mends.map(({ pointer }) => pointer)));
  const edits = mends.map(({ pointer, mend }) => editOf(text, placeOf(pointer), mend));
  return apart(edits).reduceRight((rest, { start, end, by }) => rest.slice(0, start) + by + rest.slice(end), text);
}

const hasMend = (finding: Unplaced): finding is Unplaced & { readonly mend: Mend } => finding.mend !== undefined;

/** A part of a text and what comes in its place. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

function editOf(text: string, { start, end, nameStart }: TextPlace, mend: Mend): Edit {
  if (mend.kind === "replace") return { start, end, by: JSON.stringify(mend.value) };
  if (mend.kind === "wrap") return { start, end, by: `[${text.slice(start, end)}]` };
  const from = nameStart ?? start;
  if (mend.kind === "remove") return removal(text, from, end);
  return { start: from, end: endOfName(text, from), by: JSON.stringify(mend.name) };
}

/** The end of the name that begins at `start`: the quote before the colon. */
function endOfName(text: string, start: number): number {
  for (let at = start + 1; ; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at + 1;
  }
}

/** A member goes with the comma behind it and the space up to the next; the last one with the comma before it. */
function removal(text: string, start: number, end: number): Edit {
  const behind = /^\s*,\s*/.exec(text.slice(end, end + longestGap))?.[0];
  if (behind !== undefined) return { start, end: end + behind.length, by: "" };
  const before = /,?\s*$/.exec(text.slice(Math.max(0, start - longestGap), start))![0];
  return { start: before.startsWith(",") ? start - before.length : start, end, by: "" };
}

/** Longer white space than this stays behind. */
const longestGap = 1024;

/** The edits in the order of the text, without those that begin inside another. */
function apart(edits: readonly Edit[]): readonly Edit[] {
  const kept: Edit[] = [];
  for (const edit of [...edits].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (edit.start >= (kept.at(-1)?.end ?? 0)) kept.push(edit);
  }
  return kept;
}
