import type { DataSchema } from "@thingwright/td";
import type { BitRange } from "./conversion/bit.js";
import type { EnumValue } from "./conversion/enumeration.js";
import type { Place } from "./conversion/place.js";
import { mappingError } from "./mapping-error.js";
import { type RangePair, TermReader } from "./term-reader.js";
import type { MapTerms } from "./vocabulary.js";

/** What an entry of a mapping is for. */
export type EntryTarget =
  | { readonly kind: "property" | "action" | "event"; readonly name: string }
  /** Says whether the device can be reached, as far as `of` goes: the device, its hub, the radio between them. */
  | { readonly kind: "available"; readonly of: string };

/** How one southbound affordance, or one part of its value, serves the model: its terms, read and checked. */
export interface MappingEntry {
  readonly target: EntryTarget;
  /** JSON Pointer of the entry in the southbound Thing Description. */
  readonly pointer: string;
  /** Prefix of the vocabulary in that document. */
  readonly prefix: string;
  readonly pick: Place;
  readonly pickPointer: string;
  readonly bit?: number;
  readonly bits?: BitRange;
  readonly enum?: Readonly<Record<string, EnumValue>>;
  readonly scale?: number;
  readonly offset?: number;
  readonly range?: RangePair;
  readonly unit?: string;
  readonly read?: string;
  readonly write?: string;
  /** Southbound properties whose latest values the expressions see besides. */
  readonly with?: readonly string[];
  /** Further ways that a written value goes, each a part of it. */
  readonly split?: readonly MappingEntry[];
  /** Where in the vendor's value stands when it was measured. */
  readonly time?: Place;
  /** After a write the source is read anew: the device may hold something else. */
  readonly readBack?: boolean;
  /** Name of the southbound property or action that carries writes. */
  readonly via?: string;
  readonly put?: Place;
  readonly putPointer?: string;
  readonly compose?: "patch" | "replace";
  /** Constant payload of an action; `undefined` when there is none. */
  readonly value?: unknown;
  /** Constant data of an event. */
  readonly data?: unknown;
}

/** An affordance as far as this file looks at it. */
export type MappedNode = Readonly<Record<string, unknown>> | DataSchema | object;

/** All entries of one southbound affordance: its own terms, and those in its `map:serves`. */
export function readEntries(node: MappedNode, pointer: string, terms: MapTerms): readonly MappingEntry[] {
  refuseUnknown(node, pointer, terms);
  const own = targetOf(node, pointer, terms);
  const serves = terms.get(node, "serves");
  const entries = own === undefined ? [] : [readEntry(node, own, pointer, terms)];
  if (serves === undefined) return entries;
  if (!Array.isArray(serves)) throw mappingError(pointer, `${terms.name("serves")} must be an array`);
  return [
    ...entries,
    ...serves.map((item, index) => served(item, `${pointer}/${terms.name("serves")}/${index}`, terms)),
  ];
}

function served(item: unknown, pointer: string, terms: MapTerms): MappingEntry {
  if (typeof item !== "object" || item === null) throw mappingError(pointer, "must be an object");
  const target = targetOf(item, pointer, terms);
  if (target === undefined) throw mappingError(pointer, `does not say which ${terms.name("property")} it serves`);
  return readEntry(item, target, pointer, terms);
}

function targetOf(node: object, pointer: string, terms: MapTerms): EntryTarget | undefined {
  const targets: EntryTarget[] = [];
  for (const kind of ["property", "action", "event"] as const) {
    const name = new TermReader(node, pointer, terms).text(kind);
    if (name !== undefined) targets.push({ kind, name });
  }
  const available = terms.get(node, "available");
  if (available === true) targets.push({ kind: "available", of: "" });
  else if (typeof available === "string") targets.push({ kind: "available", of: available });
  else if (available !== undefined) throw mappingError(pointer, `${terms.name("available")} must be true or a name`);
  if (targets.length > 1) throw mappingError(pointer, "serves more than one affordance; list them in map:serves");
  return targets[0];
}

function refuseUnknown(node: object, pointer: string, terms: MapTerms): void {
  const unknown = terms.unknownIn(node);
  if (unknown !== undefined) throw mappingError(pointer, `${unknown} is no term of the mapping vocabulary`);
}

function readEntry(node: object, target: EntryTarget, pointer: string, terms: MapTerms): MappingEntry {
  refuseUnknown(node, pointer, terms);
  const reader = new TermReader(node, pointer, terms);
  const entry: MappingEntry = {
    target,
    pointer,
    prefix: terms.prefix,
    pickPointer: reader.text("pick") ?? "",
    pick: reader.place("pick") ?? wholeValue,
    bit: reader.position("bit"),
    bits: reader.bits(),
    enum: reader.table("enum"),
    scale: reader.number("scale"),
    offset: reader.number("offset"),
    range: reader.range(),
    unit: reader.text("unit"),
    read: reader.text("read"),
    write: reader.text("write"),
    with: reader.names("with"),
    split: reader
      .nodes("split")
      ?.map((item, index) => splitEntry(item, target, `${pointer}/${terms.name("split")}/${index}`, terms)),
    time: reader.place("time"),
    readBack: reader.flag("readBack"),
    via: reader.text("via"),
    put: reader.place("put"),
    putPointer: reader.text("put"),
    compose: reader.compose(),
    value: terms.get(node, "value"),
    data: terms.get(node, "data"),
  };
  return withoutUndefined(entry);
}

function splitEntry(item: object, target: EntryTarget, pointer: string, terms: MapTerms): MappingEntry {
  const entry = readEntry(item, target, pointer, terms);
  if (entry.via === undefined) throw mappingError(pointer, `needs ${terms.name("via")}: where this part goes`);
  if (entry.split !== undefined) throw mappingError(pointer, "cannot be split again");
  return entry;
}

const wholeValue: Place = { pick: (whole) => whole, put: (_, part) => part };

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}
