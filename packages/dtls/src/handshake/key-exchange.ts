import { createECDH, type ECDH } from "node:crypto";
import { HandshakeFault } from "../alert/alert.js";
import type { KeyExchange } from "../crypto/cipher-suite.js";
import { Reader } from "../wire/reader.js";
import { uint8, uint16, vector8, vector16 } from "../wire/writer.js";

/** P-256, the curve that RFC 7252 §9.1.3.2 makes mandatory. */
export const SECP256R1 = 23;
const NAMED_CURVE = 3;

/** A fresh key of this side for one Diffie-Hellman exchange. */
export const newEcdh = (): ECDH => {
  const ecdh = createECDH("prime256v1");
  ecdh.generateKeys();
  return ecdh;
};

/** The shared secret. @throws {HandshakeFault} illegal_parameter for a point that is not on the curve */
export function sharedSecret(ecdh: ECDH, point: Buffer): Buffer {
  try {
    return ecdh.computeSecret(point);
  } catch {
    throw new HandshakeFault("illegal_parameter", "the peer's key is no point of P-256");
  }
}

/** Curve and key of the server, as they are signed (RFC 8422 §5.4). */
export const ecParameters = (ecdh: ECDH): Buffer =>
  Buffer.concat([uint8(NAMED_CURVE), uint16(SECP256R1), vector8(ecdh.getPublicKey())]);

/** A signature and its scheme (RFC 5246 §4.7). */
export interface Signature {
  readonly scheme: number;
  readonly bytes: Buffer;
}

export const encodeSignature = ({ scheme, bytes }: Signature): Buffer =>
  Buffer.concat([uint16(scheme), vector16(bytes)]);

export const readSignature = (reader: Reader): Signature => ({ scheme: reader.uint16(), bytes: reader.vector16() });

/** What a server says to agree on a secret; what its kind of exchange does not have is missing. */
export interface ServerKeyExchange {
  readonly hint?: Buffer;
  readonly point?: Buffer;
  /** The bytes that the signature is over, beside the randoms. */
  readonly parameters?: Buffer;
  readonly signature?: Signature;
}

/** @throws {HandshakeFault} decode_error, illegal_parameter */
export function readServerKeyExchange(body: Buffer, kind: KeyExchange): ServerKeyExchange {
  const reader = new Reader(body);
  const hint = kind === "ecdhe_ecdsa" ? {} : { hint: reader.vector16() };
  const parameters = kind === "psk" ? {} : readParameters(reader);
  const signature = kind === "ecdhe_ecdsa" ? { signature: readSignature(reader) } : {};
  reader.end();
  return { ...hint, ...parameters, ...signature };
}

function readParameters(reader: Reader): { point: Buffer; parameters: Buffer } {
  const type = reader.uint8();
  const curve = reader.uint16();
  const point = reader.vector8();
  if (type !== NAMED_CURVE || curve !== SECP256R1) {
    throw new HandshakeFault("illegal_parameter", "the server uses a curve that was not offered");
  }
  return { point, parameters: Buffer.concat([uint8(type), uint16(curve), vector8(point)]) };
}

/** What a client says to agree on a secret. */
export interface ClientKeyExchange {
  readonly identity?: Buffer;
  readonly point?: Buffer;
}

export const encodeClientKeyExchange = ({ identity, point }: ClientKeyExchange): Buffer =>
  Buffer.concat([
    identity === undefined ? Buffer.alloc(0) : vector16(identity),
    point === undefined ? Buffer.alloc(0) : vector8(point),
  ]);

/** @throws {HandshakeFault} decode_error */
export function readClientKeyExchange(body: Buffer, kind: KeyExchange): ClientKeyExchange {
  const reader = new Reader(body);
  const identity = kind === "ecdhe_ecdsa" ? {} : { identity: reader.vector16() };
  const point = kind === "psk" ? {} : { point: reader.vector8() };
  reader.end();
  return { ...identity, ...point };
}
