import { prototypeMember, unusable } from "../unusable.js";

/** A record of a SenML pack by its names in JSON; `vd` is base64url. */
export type SenmlRecord = Readonly<Record<string, unknown>>;

/** The highest version that is spoken here (RFC 8428 §4.4). */
const version = 10;
const valueNames = ["v", "vs", "vb", "vd"] as const;

/**
 * The value that `pack` has for a schema of `type`: of a scalar the value of the only record, of an object the values by
 * name, otherwise the records as they are.
 *
 * @throws {DataSchemaError} WOT_DATA_SYNTAX for what is no pack, or has no such value
 * @see RFC 8428 §4
 */
export function valueOfPack(pack: unknown, type: string | undefined): unknown {
  const records = recordsOf(pack);
  if (type === undefined || type === "array" || type === "null") return records;
  const values = resolved(records);
  if (type === "object") return byName(values);
  const [only, second] = values;
  if (only === undefined || second !== undefined) throw unusable("the SenML pack has not exactly one value");
  return only.value;
}

/** The pack of `value`: one record for a scalar, one for each member of an object, and an array as the pack it is. */
export function packOf(value: unknown): readonly SenmlRecord[] {
  if (Array.isArray(value)) return recordsOf(value);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return [{ ...valueRecord(value) }];
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([n, member]) => ({ n, ...valueRecord(member) }));
}

function recordsOf(pack: unknown): readonly SenmlRecord[] {
  if (!Array.isArray(pack)) throw unusable("a SenML pack is an array of records");
  for (const record of pack) {
    if (typeof record !== "object" || record === null || Array.isArray(record)) {
      throw unusable("a record of a SenML pack is an object");
    }
    checkUnderstood(record);
  }
  return pack;
}

/** A name that ends in `_` must be understood, and so must the version (RFC 8428 §4.4). */
function checkUnderstood(record: SenmlRecord): void {
  const { bver = version } = record;
  if (typeof bver !== "number" || bver > version) throw unusable("the SenML pack is of a version that is unknown here");
  if (Object.keys(record).some((name) => name.endsWith("_")))
    throw unusable("the SenML pack needs an unknown extension");
}

interface NamedValue {
  readonly name: string;
  readonly value: unknown;
}

/** Values with base name and base value applied (RFC 8428 §4.1, §4.6). A record without a value is about others. */
function resolved(records: readonly SenmlRecord[]): readonly NamedValue[] {
  let [baseName, baseValue] = ["", 0];
  const values: NamedValue[] = [];
  for (const record of records) {
    baseName = textIn(record, "bn") ?? baseName;
    baseValue = numberIn(record, "bv") ?? baseValue;
    const name = baseName + (textIn(record, "n") ?? "");
    const kind = valueNames.find((one) => Object.hasOwn(record, one));
    if (kind !== undefined) values.push({ name, value: typed(record, kind, baseValue) });
  }
  return values;
}

function typed(record: SenmlRecord, kind: (typeof valueNames)[number], baseValue: number): unknown {
  if (kind === "v") return baseValue + (numberIn(record, kind) ?? 0);
  if (kind === "vs") return textIn(record, kind);
  if (kind === "vd") return bytesOfBase64url(textIn(record, kind) ?? "");
  const { vb } = record;
  if (typeof vb === "boolean") return vb;
  throw unusable("vb of a SenML record is no boolean");
}

function byName(values: readonly NamedValue[]): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  for (const { name, value } of values) {
    if (name === "__proto__") throw prototypeMember();
    if (Object.hasOwn(members, name)) throw unusable("the SenML pack has several values of one name");
    members[name] = value;
  }
  return members;
}

function valueRecord(value: unknown): SenmlRecord {
  if (typeof value === "number" && Number.isFinite(value)) return { v: value };
  if (typeof value === "string") return { vs: value };
  if (typeof value === "boolean") return { vb: value };
  if (value instanceof Uint8Array) return { vd: base64urlOfBytes(value) };
  throw unusable("SenML carries finite numbers, texts, booleans and bytes");
}

function textIn(record: SenmlRecord, name: string): string | undefined {
  const value = record[name];
  if (value === undefined || typeof value === "string") return value;
  throw unusable(`${name} of a SenML record is no text`);
}

function numberIn(record: SenmlRecord, name: string): number | undefined {
  const value = record[name];
  if (value === undefined || typeof value === "number") return value;
  throw unusable(`${name} of a SenML record is no number`);
}

/** RFC 4648 §5, without padding. */
export function base64urlOfBytes(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

export function bytesOfBase64url(text: string): Uint8Array {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) throw unusable("vd of a SenML record is no base64url");
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
}
