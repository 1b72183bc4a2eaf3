import { type CipherSuite, EXPLICIT_NONCE_BYTES } from "../crypto/cipher-suite.js";
import type { WriteKeys } from "../crypto/key-schedule.js";
import { Aead } from "./aead.js";
import { ContentType, DTLS_1_2, type DtlsRecord, RECORD_HEADER_BYTES } from "./record.js";

/** What a record turned out to carry. */
export interface Opened {
  readonly type: number;
  readonly content: Buffer;
}

/**
 * Protects the records of one direction in one epoch.
 *
 * @see RFC 5246 §6.2.3.3, RFC 6655 §3, RFC 9146 §4 and §5
 */
export class RecordCipher {
  readonly #aead: Aead;
  readonly #salt: Buffer;
  readonly #epoch: number;
  /** The connection ID that records of this direction carry; empty for none. */
  readonly #cid: Buffer;

  constructor(suite: CipherSuite, { key, salt }: WriteKeys, epoch: number, cid: Buffer) {
    this.#aead = new Aead(suite, key);
    this.#salt = salt;
    this.#epoch = epoch;
    this.#cid = cid;
  }

  /** Bytes that protection adds to a content. */
  get overheadBytes(): number {
    const { length } = this.#cid;
    return RECORD_HEADER_BYTES + EXPLICIT_NONCE_BYTES + this.#aead.tagBytes + (length === 0 ? 0 : length + 1);
  }

  /** A whole record. `sequence` must never come twice: the nonce is made of it. */
  seal(type: number, sequence: number, content: Uint8Array): Buffer {
    const cid = this.#cid;
    const hasCid = cid.length > 0;
    const plaintext = hasCid ? Buffer.concat([content, Buffer.from([type])]) : content;
    const wireType = hasCid ? ContentType.tls12_cid : type;
    const explicit = this.#explicitNonce(sequence);
    const aad = this.#aad(wireType, explicit, plaintext.length);
    const [ciphertext, tag] = this.#aead.seal(Buffer.concat([this.#salt, explicit]), aad, plaintext);
    const header = Buffer.allocUnsafe(RECORD_HEADER_BYTES + cid.length);
    header[0] = wireType;
    header.writeUInt16BE(DTLS_1_2, 1);
    header.set(explicit, 3);
    header.set(cid, 11);
    header.writeUInt16BE(explicit.length + ciphertext.length + tag.length, 11 + cid.length);
    return Buffer.concat([header, explicit, ciphertext, tag]);
  }

  /** What a record carries; `undefined` when it is not the peer's. */
  open({ type, version, epoch, sequence, cid, fragment }: DtlsRecord): Opened | undefined {
    const hasCid = this.#cid.length > 0;
    if (version !== DTLS_1_2 || epoch !== this.#epoch || (type === ContentType.tls12_cid) !== hasCid) return undefined;
    if (hasCid && !cid.equals(this.#cid)) return undefined;
    const tagAt = fragment.length - this.#aead.tagBytes;
    if (tagAt < EXPLICIT_NONCE_BYTES) return undefined;
    const nonce = Buffer.concat([this.#salt, fragment.subarray(0, EXPLICIT_NONCE_BYTES)]);
    const aad = this.#aad(type, this.#explicitNonce(sequence), tagAt - EXPLICIT_NONCE_BYTES);
    const ciphertext = fragment.subarray(EXPLICIT_NONCE_BYTES, tagAt);
    const content = this.#aead.open(nonce, aad, ciphertext, fragment.subarray(tagAt));
    if (content === undefined) return undefined;
    return hasCid ? innerContent(content) : { type, content };
  }

  /** Epoch and sequence number serve as the explicit part of the nonce (RFC 6655 §3). */
  #explicitNonce(sequence: number): Buffer {
    const nonce = Buffer.allocUnsafe(EXPLICIT_NONCE_BYTES);
    nonce.writeUInt16BE(this.#epoch, 0);
    nonce.writeUIntBE(sequence, 2, 6);
    return nonce;
  }

  #aad(type: number, sequence: Buffer, length: number): Buffer {
    const cid = this.#cid;
    if (cid.length > 0) return cidAad(cid, sequence, length);
    const aad = Buffer.allocUnsafe(13);
    aad.set(sequence, 0);
    aad[8] = type;
    aad.writeUInt16BE(DTLS_1_2, 9);
    aad.writeUInt16BE(length, 11);
    return aad;
  }
}

/** RFC 9146 §5.3. */
function cidAad(cid: Buffer, sequence: Buffer, length: number): Buffer {
  const aad = Buffer.alloc(23 + cid.length, 0xff);
  aad[8] = ContentType.tls12_cid;
  aad[9] = cid.length;
  aad[10] = ContentType.tls12_cid;
  aad.writeUInt16BE(DTLS_1_2, 11);
  aad.set(sequence, 13);
  aad.set(cid, 21);
  aad.writeUInt16BE(length, 21 + cid.length);
  return aad;
}

/** The real type is the last byte that is not padding (RFC 9146 §4). */
function innerContent(inner: Buffer): Opened | undefined {
  let end = inner.length - 1;
  while (end >= 0 && inner[end] === 0) end--;
  return end < 0 ? undefined : { type: inner[end]!, content: inner.subarray(0, end) };
}
