import { isMap, isSeq, type Node, type Pair, parseDocument, stringify, YAMLMap, type YAMLSeq } from "yaml";
import type { GroupedAdditions } from "./addition.js";

/** Text that is put at a place of another. */
interface Insertion {
  readonly at: number;
  readonly text: string;
}

/**
 * `text` with additions between its lines; `undefined` where it has no place for them. The caller holds what comes of it against
 * what is meant.
 */
export function insertedYaml(text: string, { entries, things }: GroupedAdditions): string | undefined {
  const { contents } = parseDocument(text);
  if (contents !== null && (!isMap(contents) || contents.flow === true)) return undefined;
  const insertions: (Insertion | undefined)[] = [];
  const end: string[] = [];
  for (const [adapter, own] of entries) {
    const list = contents?.get(adapter, true) as Node | undefined;
    if (list === undefined) end.push(stringify({ [adapter]: own }, style));
    else insertions.push(isSeq(list) ? inSequence(text, list, own) : undefined);
  }
  if (things.size > 0) {
    const lines = [...things].map(([id, { settings, note }]) => thingLine(id, settings, note));
    const map = contents?.get("things", true) as Node | undefined;
    if (map === undefined) end.push(`things:\n${indented(lines.join(""), 2)}`);
    else insertions.push(isMap(map) ? inMap(text, map, lines) : undefined);
  }
  if (insertions.includes(undefined)) return undefined;
  const inside = (insertions as readonly Insertion[]).toSorted((one, other) => other.at - one.at);
  const extended = inside.reduce((all, { at, text: more }) => all.slice(0, at) + more + all.slice(at), text);
  return [extended === "" || extended.endsWith("\n") ? extended : `${extended}\n`, ...end].join("");
}

const style = { lineWidth: 0, flowCollectionPadding: true } as const;

/** Settings on the line of their Thing, with what it is called as a comment. */
function thingLine(id: string, settings: object, note: string): string {
  const [key = ""] = stringify({ [id]: null }, style).split(": null");
  const members = Object.entries(settings).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  const value = members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
  return `${key}: ${value} # ${note.replaceAll(/\s+/g, " ")}\n`;
}

function inSequence(text: string, list: YAMLSeq, entries: readonly object[]): Insertion | undefined {
  const last = list.items.at(-1) as Node | undefined;
  if (list.flow === true) {
    const flow = entries.map((entry) => JSON.stringify(entry)).join(", ");
    return last === undefined ? { at: list.range![0] + 1, text: flow } : { at: last.range![1], text: `, ${flow}` };
  }
  return last === undefined ? undefined : below(text, last, indented(stringify(entries, style), columnOf(text, list)));
}

function inMap(text: string, map: YAMLMap, lines: readonly string[]): Insertion | undefined {
  const last = map.items.at(-1) as Pair<Node, Node | null> | undefined;
  if (last?.value == null || map.flow === true) return undefined;
  return below(text, last.value, indented(lines.join(""), columnOf(text, map)));
}

/** After the line on which `node` ends. */
function below(text: string, node: Node, lines: string): Insertion {
  const end = text.slice(0, node.range![1]).trimEnd().length;
  const newline = text.indexOf("\n", end);
  return newline === -1 ? { at: text.length, text: `\n${lines}` } : { at: newline + 1, text: lines };
}

const columnOf = (text: string, node: Node): number =>
  node.range![0] - (text.lastIndexOf("\n", node.range![0] - 1) + 1);

const indented = (lines: string, columns: number): string => lines.replaceAll(/^(?=.)/gm, " ".repeat(columns));

/** `text` with additions, written anew: with its comments and its order, in the usual layout. */
export function reformattedYaml(text: string, { entries, things }: GroupedAdditions): string {
  const document = parseDocument(text);
  document.contents ??= new YAMLMap() as never;
  for (const [adapter, own] of entries) {
    const list = document.get(adapter);
    if (isSeq(list)) for (const entry of own) list.add(document.createNode(entry));
    else document.set(adapter, document.createNode(own));
  }
  for (const [id, { settings, note }] of things) {
    if (!isMap(document.get("things"))) document.set("things", new YAMLMap());
    const value = document.createNode(settings);
    if (isMap(value)) value.flow = true;
    value.comment = ` ${note.replaceAll(/\s+/g, " ")}`;
    (document.get("things") as YAMLMap).set(document.createNode(id), value);
  }
  return document.toString({ lineWidth: 0 });
}
