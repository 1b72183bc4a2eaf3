/** What a record carries (RFC 5246 §6.2.1, RFC 9146 §3). */
export const ContentType = {
  change_cipher_spec: 20,
  alert: 21,
  handshake: 22,
  application_data: 23,
  tls12_cid: 25,
} as const;

/** DTLS 1.2 and 1.0 on the wire; HelloVerifyRequest goes out as 1.0 (RFC 6347 §4.2.1). */
export const DTLS_1_2 = 0xfefd;
export const DTLS_1_0 = 0xfeff;

export const RECORD_HEADER_BYTES = 13;

/** One record of a datagram. */
export interface DtlsRecord {
  readonly type: number;
  readonly version: number;
  readonly epoch: number;
  /** 48 bits. */
  readonly sequence: number;
  /** Empty unless the type is `tls12_cid`. */
  readonly cid: Buffer;
  /** Encrypted in epochs after 0. */
  readonly fragment: Buffer;
}

const none = Buffer.alloc(0);

/**
 * The records of a datagram, up to the first that makes no sense: a datagram can be anything, and what is wrong is dropped
 * (RFC 6347 §4.1.2.7).
 *
 * @param cidLength - of connection IDs that this side gave out
 */
export function readRecords(datagram: Buffer, cidLength: number): readonly DtlsRecord[] {
  const records: DtlsRecord[] = [];
  let at = 0;
  while (at + RECORD_HEADER_BYTES <= datagram.length) {
    const type = datagram[at]!;
    const cidBytes = type === ContentType.tls12_cid ? cidLength : 0;
    const start = at + RECORD_HEADER_BYTES + cidBytes;
    if (datagram[at + 1] !== 0xfe || start > datagram.length) break;
    const end = start + datagram.readUInt16BE(start - 2);
    if (end > datagram.length) break;
    records.push({
      type,
      version: datagram.readUInt16BE(at + 1),
      epoch: datagram.readUInt16BE(at + 3),
      sequence: datagram.readUIntBE(at + 5, 6),
      cid: cidBytes === 0 ? none : datagram.subarray(at + 11, at + 11 + cidBytes),
      fragment: datagram.subarray(start, end),
    });
    at = end;
  }
  return records;
}

/** A record whose content travels as it is, as all do in epoch 0. */
export function plainRecord(type: number, version: number, sequence: number, content: Uint8Array): Buffer {
  const record = Buffer.allocUnsafe(RECORD_HEADER_BYTES + content.length);
  record[0] = type;
  record.writeUInt16BE(version, 1);
  record.writeUInt16BE(0, 3);
  record.writeUIntBE(sequence, 5, 6);
  record.writeUInt16BE(content.length, 11);
  record.set(content, RECORD_HEADER_BYTES);
  return record;
}
