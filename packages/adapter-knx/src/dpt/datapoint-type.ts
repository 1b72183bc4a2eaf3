import { DataSchemaError } from "@thingwright/errors";
import type { DataSchema } from "@thingwright/td";
import type { Field } from "./field.js";
import { refuse } from "./field.js";

/** How values of a group address lie in telegrams, and what they mean. */
export interface DatapointType {
  /** `9.001`; `9` where the project says no more. */
  readonly id: string;
  readonly title: string;
  /** Whether values travel in the six bits beside the service. */
  readonly isShort: boolean;
  readonly schema: DataSchema;
  /** @throws {DataSchemaError} WOT_DATA_INVALID for a value that it cannot say */
  encode(value: unknown): Uint8Array;
  /** @throws {DataSchemaError} WOT_DATA_SYNTAX for bytes that say nothing, or are too few or too many */
  decode(bytes: Uint8Array): unknown;
}

/** Bits that say nothing. They are 0. */
export const reserved = (bits: number) => ({ reserved: bits });

type Member = readonly [name: string, field: Field] | { readonly reserved: number };

/** A type of one field: its values are that field's. */
export function scalar(id: string, title: string, field: Field, reservedBefore = 0): DatapointType {
  const bits = reservedBefore + field.bits;
  return {
    id,
    title,
    isShort: bits <= 6,
    schema: { title, ...field.schema },
    encode(value) {
      const bytes = bytesFor(bits);
      field.write(bytes, startOf(bits) + reservedBefore, value);
      return bytes;
    },
    decode(bytes) {
      checkLength(id, bytes, bytesFor(bits).length);
      return field.read(bytes, startOf(bits) + reservedBefore);
    },
  };
}

/** A type of several fields: its values are objects with all of them. */
export function compound(id: string, title: string, members: readonly Member[]): DatapointType {
  const { fields, bits } = placed(members);
  const length = bytesFor(bits).length;
  return {
    id,
    title,
    isShort: bits <= 6,
    schema: {
      title,
      type: "object",
      properties: Object.fromEntries(fields.map(({ name, field }) => [name, field.schema])),
      required: fields.map(({ name }) => name),
    },
    encode(value) {
      if (typeof value !== "object" || value === null) refuse(value, "an object");
      const bytes = new Uint8Array(length);
      for (const { name, field, at } of fields) {
        if (!Object.hasOwn(value, name)) throw new DataSchemaError("WOT_DATA_INVALID", `${name} is missing`);
        field.write(bytes, at, (value as Readonly<Record<string, unknown>>)[name]);
      }
      return bytes;
    },
    decode(bytes) {
      checkLength(id, bytes, length);
      return Object.fromEntries(fields.map(({ name, field, at }) => [name, field.read(bytes, at)]));
    },
  };
}

function placed(members: readonly Member[]) {
  const bits = members.reduce((sum, each) => sum + ("reserved" in each ? each.reserved : each[1].bits), 0);
  const fields: { readonly name: string; readonly field: Field; readonly at: number }[] = [];
  let at = startOf(bits);
  for (const each of members) {
    if ("reserved" in each) at += each.reserved;
    else {
      fields.push({ name: each[0], field: each[1], at });
      at += each[1].bits;
    }
  }
  return { fields, bits };
}

/** Fewer than eight bits are the lowest of their byte. */
const startOf = (bits: number): number => (8 - (bits % 8)) % 8;

const bytesFor = (bits: number): Uint8Array => new Uint8Array(Math.ceil(bits / 8));

/** @throws {DataSchemaError} WOT_DATA_SYNTAX */
export function checkLength(id: string, bytes: Uint8Array, length: number): void {
  if (bytes.length === length) return;
  throw new DataSchemaError("WOT_DATA_SYNTAX", `a value of ${id} has ${length} bytes, not ${bytes.length}`);
}
