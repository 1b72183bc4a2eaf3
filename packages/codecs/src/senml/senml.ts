import type { Codec } from "@thingwright/contracts";
import { cborWithLabels } from "../cbor/cbor.js";
import { json } from "../json/json.js";
import { base64urlOfBytes, bytesOfBase64url, packOf, valueOfPack } from "./pack.js";

/** The integers that stand for names in CBOR (RFC 8428 §6, table 4). */
const labels: ReadonlyMap<string, number> = new Map([
  ["bver", -1],
  ["bn", -2],
  ["bt", -3],
  ["bu", -4],
  ["bv", -5],
  ["bs", -6],
  ["n", 0],
  ["u", 1],
  ["v", 2],
  ["vs", 3],
  ["vb", 4],
  ["s", 5],
  ["t", 6],
  ["ut", 7],
  ["vd", 8],
]);

const wrap = (mediaType: string, inner: Codec): Codec => ({
  mediaTypes: [mediaType],
  encode: (value, schema, parameters) => inner.encode(packOf(value), schema, parameters),
  decode: (body, schema, parameters) => valueOfPack(inner.decode(body, schema, parameters), schema?.type),
});

/**
 * Measurements in JSON (RFC 8428 §5): `application/senml+json`.
 *
 * A schema of a scalar type makes a pack of one record its value, one of type object the values by name, with base name and
 * base value applied. Otherwise the value is the array of records. Times and units are passed over but in records.
 */
export const senmlJson = (): Codec => wrap("application/senml+json", json());

/** The same in CBOR (RFC 8428 §6): `application/senml+cbor`. Records have the names of JSON, and `vd` is base64url there. */
export function senmlCbor(): Codec {
  const inner = cborWithLabels(labels);
  return wrap("application/senml+cbor", {
    ...inner,
    encode: (pack, schema, parameters) => inner.encode(withData(pack, bytesIn), schema, parameters),
    decode: (body, schema, parameters) => withData(inner.decode(body, schema, parameters), textIn),
  });
}

const bytesIn = (data: unknown): unknown => (typeof data === "string" ? bytesOfBase64url(data) : data);
const textIn = (data: unknown): unknown => (data instanceof Uint8Array ? base64urlOfBytes(data) : data);

/** `pack`, with the data value of each record turned by `turn`. */
function withData(pack: unknown, turn: (data: unknown) => unknown): unknown {
  if (!Array.isArray(pack)) return pack;
  return pack.map((record: unknown) => {
    const hasData = typeof record === "object" && record !== null && Object.hasOwn(record, "vd");
    return hasData ? { ...record, vd: turn((record as { readonly vd: unknown }).vd) } : record;
  });
}
