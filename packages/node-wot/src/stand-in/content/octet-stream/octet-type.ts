import type { DataSchema } from "../../thing/thing-description.js";
import { type Layout, unusable } from "./layout.js";

/** What kind of value a field has. */
export interface OctetType {
  readonly kind: string;
  /** Bits that the name of the type says. */
  readonly bits: number | undefined;
  readonly signed: boolean;
}

const sized = /^(u)?(?:(int|float)(8|16|32|64)?|(short|byte))$/;

/**
 * The type of a schema: those of a DataSchema, and names that say how long a value is: `uint8`, `int16`, `float32` …
 *
 * @param bits - of the field, where they are known
 * @throws {DataSchemaError} WOT_DATA_SYNTAX without a type, and where a name says something else than the layout or the field
 * @see RFC 8927 §3.3.3 for the names
 */
export function octetTypeOf({ type }: DataSchema, bits: number | undefined, { signed }: Layout): OctetType {
  if (type === undefined || type === "") throw unusable("Missing 'type' property in schema");
  const name = sized.exec(String(type).toLowerCase());
  if (name === null) return { kind: String(type), bits: undefined, signed: signed ?? true };
  const isUnsigned = name[1] === "u";
  if (isUnsigned && signed === true) throw unusable("Type is unsigned but 'signed' is true");
  const said = name[3] === undefined ? wordsOf[name[4] ?? ""] : Number(name[3]);
  if (bits !== undefined && said !== undefined && said !== bits) {
    throw unusable(`Type is '${String(type).toLowerCase()}' but 'ex:bitLength' is ${bits}`);
  }
  return {
    kind: name[2] === "float" ? "number" : "integer",
    bits: said,
    signed: isUnsigned ? false : (signed ?? true),
  };
}

const wordsOf: Readonly<Record<string, number>> = { byte: 8, short: 16 };
