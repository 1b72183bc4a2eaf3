import { isRecord, isThingModel } from "@thingwright/td";
import type { JsonObject } from "../json-document.js";
import { canonicalDateTime } from "./date-time.js";
import type { Holder, TdClass, TdClassName } from "./td-class.js";
import { tdClasses } from "./td-classes.js";

/**
 * A Thing Description with its defaults, each time in UTC, and no array of one where the value may stand alone. The
 * order of arrays, prefixes and URLs stay as they are. A Thing Model gets no defaults: a Thing Description made from it
 * may say otherwise.
 *
 * The document may be any JSON object whose depth is limited; what is not shaped as the standard says stays as it is.
 *
 * @see TD 1.1, Working Draft of 24 November 2020, §6.6
 */
export function canonicalThing(document: JsonObject): JsonObject {
  return inClass(document, "Thing", !isThingModel(document), undefined);
}

function inClass(object: JsonObject, name: TdClassName, defaults: boolean, holder: Holder): JsonObject {
  const type = tdClasses[name];
  const present = Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
  const here: JsonObject = defaults ? { ...type.defaults?.(present, holder), ...present } : present;
  const self: Holder = { class: name, object: here };
  // `fromEntries` defines members, so that no name reaches a prototype.
  return Object.fromEntries(
    Object.entries(here).map(([member, value]) => [member, inMember(type, member, value, defaults, self)]),
  );
}

function inMember(type: TdClass, member: string, value: unknown, defaults: boolean, self: Holder): unknown {
  const one = own(type.one, member);
  if (one !== undefined) return isRecord(value) ? inClass(value, one, defaults, self) : value;
  const map = own(type.map, member);
  if (map !== undefined) return isRecord(value) ? mapped(value, (item) => inClass(item, map, defaults, self)) : value;
  const many = own(type.many, member);
  if (many !== undefined) return listed(value, (item) => inClass(item, many, defaults, self));
  if (type.dateTimes?.includes(member) && typeof value === "string") return canonicalDateTime(value);
  if (type.single?.includes(member) && Array.isArray(value) && value.length === 1) return value[0];
  return value;
}

const own = <T>(table: Readonly<Record<string, T>> | undefined, name: string): T | undefined =>
  table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;

const mapped = (value: JsonObject, change: (item: JsonObject) => unknown): JsonObject =>
  Object.fromEntries(Object.entries(value).map(([name, item]) => [name, isRecord(item) ? change(item) : item]));

function listed(value: unknown, change: (item: JsonObject) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => (isRecord(item) ? change(item) : item));
  return isRecord(value) ? change(value) : value;
}
