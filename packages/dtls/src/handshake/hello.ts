import { HandshakeFault } from "../alert/alert.js";
import { DTLS_1_0, DTLS_1_2 } from "../record/record.js";
import { Reader } from "../wire/reader.js";
import { uint8, uint16, uint16s, vector8 } from "../wire/writer.js";
import { type Extensions, encodeExtensions, readExtensions } from "./extensions.js";

export const RANDOM_BYTES = 32;

/** RFC 5746 §3.3: says the same as an empty `renegotiation_info`. */
export const EMPTY_RENEGOTIATION_INFO_SCSV = 0x00ff;

export interface ClientHello {
  readonly version: number;
  readonly random: Buffer;
  readonly sessionId: Buffer;
  readonly cookie: Buffer;
  readonly cipherSuites: readonly number[];
  readonly extensions: Extensions;
}

export interface ServerHello {
  readonly random: Buffer;
  readonly sessionId: Buffer;
  readonly cipherSuite: number;
  readonly extensions: Extensions;
}

const noCompression = 0;

/** @see RFC 6347 §4.2.1 */
export const encodeClientHello = (hello: ClientHello): Buffer =>
  Buffer.concat([
    uint16(hello.version),
    hello.random,
    vector8(hello.sessionId),
    vector8(hello.cookie),
    uint16s(hello.cipherSuites),
    vector8(uint8(noCompression)),
    encodeExtensions(hello.extensions),
  ]);

/** @throws {HandshakeFault} decode_error, illegal_parameter */
export function readClientHello(body: Buffer): ClientHello {
  const reader = new Reader(body);
  const version = reader.uint16();
  const random = reader.bytes(RANDOM_BYTES);
  const sessionId = reader.vector8();
  const cookie = reader.vector8();
  const cipherSuites = reader.uint16s();
  const compressions = reader.vector8();
  const extensions = readExtensions(reader);
  reader.end();
  if (sessionId.length > 32) throw new HandshakeFault("decode_error", "the session id is longer than 32 bytes");
  if (!compressions.includes(noCompression))
    throw new HandshakeFault("illegal_parameter", "the peer insists on compression");
  return { version, random, sessionId, cookie, cipherSuites, extensions };
}

export const encodeServerHello = ({ random, sessionId, cipherSuite, extensions }: ServerHello): Buffer =>
  Buffer.concat([
    uint16(DTLS_1_2),
    random,
    vector8(sessionId),
    uint16(cipherSuite),
    uint8(noCompression),
    encodeExtensions(extensions),
  ]);

/** @throws {HandshakeFault} decode_error, illegal_parameter, protocol_version */
export function readServerHello(body: Buffer): ServerHello {
  const reader = new Reader(body);
  const version = reader.uint16();
  const random = reader.bytes(RANDOM_BYTES);
  const sessionId = reader.vector8();
  const cipherSuite = reader.uint16();
  const compression = reader.uint8();
  const extensions = readExtensions(reader);
  reader.end();
  if (version !== DTLS_1_2) throw new HandshakeFault("protocol_version", "the server does not speak DTLS 1.2");
  if (compression !== noCompression) throw new HandshakeFault("illegal_parameter", "the server wants compression");
  return { random, sessionId, cipherSuite, extensions };
}

/** The version of a HelloVerifyRequest says nothing about what is spoken later (RFC 6347 §4.2.1). */
export const encodeHelloVerifyRequest = (cookie: Uint8Array): Buffer =>
  Buffer.concat([uint16(DTLS_1_0), vector8(cookie)]);

/** The cookie. @throws {HandshakeFault} decode_error */
export function readHelloVerifyRequest(body: Buffer): Buffer {
  const reader = new Reader(body);
  reader.uint16();
  const cookie = reader.vector8();
  reader.end();
  return cookie;
}
