import { HandshakeFault } from "../alert/alert.js";
import { Reader } from "../wire/reader.js";
import { uint16, vector16 } from "../wire/writer.js";

/** Extensions that are understood here, by their number in the registry. */
export const ExtensionType = {
  server_name: 0,
  supported_groups: 10,
  ec_point_formats: 11,
  signature_algorithms: 13,
  client_certificate_type: 19,
  server_certificate_type: 20,
  extended_master_secret: 23,
  connection_id: 54,
  renegotiation_info: 0xff01,
} as const;

/** Data of extensions by their number. */
export type Extensions = ReadonlyMap<number, Buffer>;

/** @throws {HandshakeFault} decode_error, also when one comes twice (RFC 5246 §7.4.1.4) */
export function readExtensions(reader: Reader): Extensions {
  const extensions = new Map<number, Buffer>();
  if (reader.isAtEnd) return extensions;
  const list = new Reader(reader.vector16());
  while (!list.isAtEnd) {
    const type = list.uint16();
    if (extensions.has(type)) throw new HandshakeFault("decode_error", `extension ${type} comes twice`);
    extensions.set(type, list.vector16());
  }
  return extensions;
}

/** Nothing at all for no extensions (RFC 5246 §7.4.1.2). */
export function encodeExtensions(extensions: Extensions): Buffer {
  const parts = [...extensions].map(([type, data]) => Buffer.concat([uint16(type), vector16(data)]));
  return parts.length === 0 ? Buffer.alloc(0) : vector16(...parts);
}
