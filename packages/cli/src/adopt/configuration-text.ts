import { isDeepStrictEqual } from "node:util";
import { UsageError } from "@thingwright/errors";
import { isRecord } from "@thingwright/td";
import { parse } from "yaml";
import type { Addition, GroupedAdditions, SaidThing } from "./addition.js";
import { insertedYaml, reformattedYaml } from "./configuration-yaml.js";

/**
 * The text of a configuration with `additions`. Whatever is there stays letter by letter; only where a file is written in such a way
 * that nothing can be put between its lines, it is written anew, with its comments.
 *
 * @param text - YAML or JSON; empty for a new file
 * @throws {UsageError} WOT_ARGUMENT when it is neither, or has something else where additions go
 */
export function extendedText(text: string, additions: readonly Addition[]): string {
  const before = configured(text);
  const grouped = groupedAdditions(before, additions);
  const after = extendedValue(before, grouped);
  if (isJson(text)) return `${JSON.stringify(after, undefined, 2)}\n`;
  const inserted = insertedYaml(text, grouped);
  return inserted !== undefined && isDeepStrictEqual(valueOrNothing(inserted), after)
    ? inserted
    : reformattedYaml(text, grouped);
}

type Value = Readonly<Record<string, unknown>>;

function configured(text: string): Value {
  let value: unknown;
  try {
    value = parse(text, { maxAliasCount: 0 }) ?? {};
  } catch (cause) {
    throw new UsageError("WOT_ARGUMENT", `the configuration is neither YAML nor JSON: ${(cause as Error).message}`);
  }
  if (isRecord(value)) return value;
  throw new UsageError("WOT_ARGUMENT", "the configuration is no object");
}

function valueOrNothing(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0 });
  } catch {
    return undefined;
  }
}

function isJson(text: string): boolean {
  if (!/^\s*\{/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function groupedAdditions(before: Value, additions: readonly Addition[]): GroupedAdditions {
  const entries = new Map<string, object[]>();
  const things = new Map<string, SaidThing>();
  for (const addition of additions) {
    if (addition.kind === "entry") {
      const { adapter, entry } = addition;
      entries.set(adapter, [...(entries.get(adapter) ?? []), entry]);
    } else if (!Object.hasOwn(thingsIn(before), addition.id)) things.set(addition.id, addition);
  }
  return { entries, things };
}

function extendedValue(before: Value, { entries, things }: GroupedAdditions): Value {
  const added = [...entries].map(([adapter, own]) => [adapter, [...entriesIn(before, adapter), ...own]] as const);
  const said = [...things].map(([id, { settings }]) => [id, settings] as const);
  const all = Object.fromEntries([...Object.entries(thingsIn(before)), ...said]);
  return { ...before, ...Object.fromEntries(added), ...(said.length > 0 && { things: all }) };
}

function entriesIn(value: Value, adapter: string): readonly unknown[] {
  const entries = Object.hasOwn(value, adapter) ? (value[adapter] ?? []) : [];
  if (Array.isArray(entries)) return entries;
  throw unusable(adapter);
}

function thingsIn(value: Value): Value {
  const things = Object.hasOwn(value, "things") ? (value.things ?? {}) : {};
  if (isRecord(things)) return things;
  throw unusable("things");
}

const unusable = (member: string): UsageError =>
  new UsageError("WOT_ARGUMENT", `${JSON.stringify(member)} of the configuration is nothing that can be added to`);
