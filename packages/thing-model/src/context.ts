import { isRecord } from "@thingwright/td";
import { broken } from "./broken.js";
import type { JsonObject } from "./json-object.js";

/**
 * `own` with what `imported` has and it has not, so that imported definitions keep their meaning (`tm-tmRef2`). Imported
 * contexts come right behind that of the TD, so that those of the model itself still count most. Languages and the
 * like (`@language`, `@base`) stay with the document that they are in.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID if both give one prefix or term two meanings
 */
export function mergedContext(own: unknown, imported: unknown): unknown {
  const ours = listOf(own);
  const terms = Object.assign(Object.create(null), ...ours.filter(isRecord)) as JsonObject;
  const added = listOf(imported).flatMap((entry) =>
    isRecord(entry) ? newTerms(entry, terms) : newContext(entry, ours),
  );
  if (added.length === 0) return own;
  const start = ours.findIndex((entry) => !isTdContext(entry));
  const at = start === -1 ? ours.length : start;
  return [...ours.slice(0, at), ...added, ...ours.slice(at)];
}

function newTerms(entry: JsonObject, terms: JsonObject): readonly unknown[] {
  const fresh = Object.entries(entry).filter(([name, meaning]) => {
    if (name.startsWith("@")) return false;
    if (!(name in terms)) return true;
    if (JSON.stringify(terms[name]) === JSON.stringify(meaning)) return false;
    throw broken("", "/@context", `gives ${name} another meaning than an imported Thing Model`, "tm-tmRef2");
  });
  return fresh.length === 0 ? [] : [Object.fromEntries(fresh)];
}

const newContext = (entry: unknown, ours: readonly unknown[]): readonly unknown[] =>
  isTdContext(entry) || ours.includes(entry) ? [] : [entry];

const listOf = (context: unknown): readonly unknown[] =>
  Array.isArray(context) ? context : context === undefined ? [] : [context];

const isTdContext = (entry: unknown): boolean => typeof entry === "string" && tdContexts.has(entry);

const tdContexts: ReadonlySet<string> = new Set([
  "https://www.w3.org/2022/wot/td/v1.1",
  "http://www.w3.org/ns/td",
  "https://www.w3.org/2019/wot/td/v1",
]);
