import { canonicalText, escapePointer, isRecord } from "@thingwright/td";
import { canonicalThing } from "../canonical/canonical-thing.js";
import type { TdClassName } from "../canonical/td-class.js";
import { tdClasses } from "../canonical/td-classes.js";
import { type DocumentInput, type JsonObject, jsonLimitsOf, jsonObject } from "../json-document.js";
import { type LinkedDataOptions, limitsOf } from "../linked-data-options.js";
import type { Difference, Path } from "./difference.js";
import { pairLists } from "./list-pairs.js";
import { placeName, valueName } from "./place-name.js";

/**
 * What differs in meaning between an older and a newer Thing Description, in the order of the older one: not the order of
 * members, of Forms, Links and other sets, nor defaults, numerals and time zones. Empty where nothing does.
 *
 * Prefixes count as they are written; `diffRdf` looks through them.
 *
 * @throws {ThingDescriptionError} WOT_TD_SYNTAX, WOT_TD_INVALID or WOT_TD_LIMIT, for either document
 */
export function diff(
  before: DocumentInput,
  after: DocumentInput,
  options: Pick<LinkedDataOptions, "limits"> = {},
): readonly Difference[] {
  const limits = jsonLimitsOf(limitsOf(options));
  const [older, newer] = [before, after].map((document) => canonicalThing(jsonObject(document, limits)));
  return [...objects(older!, newer!, "Thing", [])];
}

type Differences = Generator<Difference>;

function* objects(before: JsonObject, after: JsonObject, type: TdClassName | undefined, path: Path): Differences {
  const { map = {} } = type === undefined ? {} : tdClasses[type];
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const here = [...path, name];
    const [older, newer] = [own(before, name), own(after, name)];
    const item = own(map, name);
    if (item !== undefined && isMap(older) && isMap(newer)) yield* maps(older ?? {}, newer ?? {}, item, here);
    else if (newer === undefined) yield removed(older, here);
    else if (older === undefined) yield added(newer, here);
    else yield* members(older, newer, type, name, here);
  }
}

/** A map that is not there says as much as one without entries. */
const isMap = (value: unknown): value is JsonObject | undefined => value === undefined || isRecord(value);

const own = <T>(object: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(object, name) ? object[name] : undefined;

/** Two values of one member: by what the class of its holder says of it, else as plain JSON. */
function* members(
  before: unknown,
  after: unknown,
  type: TdClassName | undefined,
  name: string,
  path: Path,
): Differences {
  const { one = {}, many = {}, unordered = [] } = type === undefined ? {} : tdClasses[type];
  const item = own(many, name);
  if (unordered.includes(name)) yield* sets([before].flat(), [after].flat(), item, path);
  else yield* values(before, after, item ?? own(one, name), path);
}

function* maps(before: JsonObject, after: JsonObject, item: TdClassName, path: Path): Differences {
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const here = [...path, name];
    const [older, newer] = [own(before, name), own(after, name)];
    if (newer === undefined) yield removed(older, here);
    else if (older === undefined) yield added(newer, here);
    else yield* values(older, newer, item, here);
  }
}

function* sets(
  before: readonly unknown[],
  after: readonly unknown[],
  item: TdClassName | undefined,
  path: Path,
): Differences {
  const pairs = pairLists(before, after);
  for (const each of pairs.removed) yield removedItem(each.item, each.index, path);
  for (const each of pairs.added) yield addedItem(each.item, each.index, path);
  for (const [older, newer] of pairs.pairs) yield* values(older.item, newer.item, item, [...path, newer.index]);
}

function* values(before: unknown, after: unknown, type: TdClassName | undefined, path: Path): Differences {
  if (isRecord(before) && isRecord(after)) yield* objects(before, after, type, path);
  else if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    for (let i = 0; i < before.length; i++) yield* values(before[i], after[i], type, [...path, i]);
  } else if (canonicalText(before) !== canonicalText(after)) yield changed(before, after, path);
}

const pointerOf = (path: Path): string => path.map((token) => `/${escapePointer(String(token))}`).join("");

const removed = (before: unknown, path: Path): Difference => ({
  kind: "removed",
  pointer: pointerOf(path),
  before,
  message: `${placeName(path)} was removed; it was ${valueName(before)}`,
});

const added = (after: unknown, path: Path): Difference => ({
  kind: "added",
  pointer: pointerOf(path),
  after,
  message: `${placeName(path)} was added: ${valueName(after)}`,
});

const changed = (before: unknown, after: unknown, path: Path): Difference => ({
  kind: "changed",
  pointer: pointerOf(path),
  before,
  after,
  message: `${placeName(path)} changed from ${valueName(before)} to ${valueName(after)}`,
});

/** A scalar of a set is named by its value and placed at the set: it may be the only one, and then has no index. */
function removedItem(item: unknown, index: number, path: Path): Difference {
  if (isRecord(item)) return removed(item, [...path, index]);
  return { ...removed(item, path), message: `${valueName(item)} was removed from ${placeName(path)}` };
}

function addedItem(item: unknown, index: number, path: Path): Difference {
  if (isRecord(item)) return added(item, [...path, index]);
  return { ...added(item, path), message: `${valueName(item)} was added to ${placeName(path)}` };
}
