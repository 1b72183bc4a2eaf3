import { canonicalText, isRecord } from "@thingwright/td";
import { prefixes } from "../contexts/vocabulary.js";
import type { JsonObject } from "../json-document.js";

/** What tells a node from its siblings in a Thing Description. */
const keys = [
  `${prefixes.td}name`,
  `${prefixes.jsonschema}propertyName`,
  `${prefixes.td}hasInstanceConfiguration`,
  `${prefixes.hctl}hasTarget`,
] as const;

/** The statements of an expanded document, each with the way to its subject. May give one twice. */
export function* statements(expanded: readonly unknown[]): Generator<string> {
  yield* siblings(expanded, "", undefined);
}

/** The values of one property, or those of the whole document. */
function* siblings(values: readonly unknown[], subject: string, property: string | undefined): Generator<string> {
  const unnamed = new Map<string, number>();
  for (const value of inOrder(values)) {
    const claim = property === undefined ? "" : `${subject} <${property}> `;
    if (!isRecord(value) || Object.hasOwn(value, "@value")) yield claim + canonicalText(value);
    else if (isReference(value)) yield `${claim}<${String(value["@id"])}>`;
    else {
      const name = nodeName(value, subject, property);
      const count = unnamed.get(name) ?? 0;
      unnamed.set(name, count + 1);
      const own = count === 0 ? name : `${name}#${count}`;
      if (claim !== "" && typeof value["@id"] === "string") yield claim + own;
      yield* node(value, own);
    }
  }
}

function* node(value: JsonObject, name: string): Generator<string> {
  let empty = true;
  for (const [property, member] of Object.entries(value)) {
    if (property === "@id" || property === "@index") continue;
    empty = false;
    if (property === "@type") for (const type of [member].flat()) yield `${name} a <${String(type)}>`;
    else yield* siblings([member].flat(), name, property);
  }
  if (empty) yield `${name} is there`;
}

/** Siblings without a key of their own are counted in the order of what they say, so that theirs does not matter. */
function inOrder(values: readonly unknown[]): readonly unknown[] {
  if (values.length < 2) return values;
  return values
    .map((value) => ({ value, text: canonicalText(value) }))
    .sort((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ value }) => value);
}

function nodeName(value: JsonObject, subject: string, property: string | undefined): string {
  if (typeof value["@id"] === "string") return `<${value["@id"]}>`;
  if (property === undefined) return "[the Thing]";
  const key = keys.map((each) => firstText(value[each])).find((text) => text !== undefined);
  return `${subject} / <${property}>${key === undefined ? "" : `[${JSON.stringify(key)}]`}`;
}

function firstText(values: unknown): string | undefined {
  const first: unknown = Array.isArray(values) ? values[0] : undefined;
  if (!isRecord(first)) return undefined;
  const text = first["@value"] ?? first["@id"];
  return typeof text === "string" ? text : undefined;
}

const isReference = (value: JsonObject): boolean =>
  Object.hasOwn(value, "@id") && Object.keys(value).every((name) => name === "@id" || name === "@index");
