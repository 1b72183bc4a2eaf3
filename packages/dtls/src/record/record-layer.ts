import { ContentType, DTLS_1_2, type DtlsRecord, plainRecord, RECORD_HEADER_BYTES } from "./record.js";
import type { Opened, RecordCipher } from "./record-cipher.js";
import { ReplayWindow } from "./replay-window.js";

/** Sequence numbers end here; a session that comes so far is over (RFC 6347 §4.1). */
const MAX_SEQUENCE = 2 ** 48 - 1;

/** The records of one association: epoch 0 in the clear, epoch 1 under keys. There is no later epoch without renegotiation. */
export class RecordLayer {
  #write: RecordCipher | undefined;
  #read: RecordCipher | undefined;
  /** Next sequence number to send, by epoch. */
  readonly #next: [number, number];
  /** Of epoch 1. In epoch 0 anybody could move a window past the peer's records; message numbers tell repeats apart there. */
  readonly #window = new ReplayWindow();

  /** @param firstSequence - of epoch 0 */
  constructor(firstSequence = 0) {
    this.#next = [firstSequence, 0];
  }

  /** Whether records of epoch 1 can be read and written. */
  get isKeyed(): boolean {
    return this.#read !== undefined;
  }

  get isExhausted(): boolean {
    return this.#next[0] > MAX_SEQUENCE || this.#next[1] > MAX_SEQUENCE;
  }

  key(read: RecordCipher, write: RecordCipher): void {
    this.#read = read;
    this.#write = write;
  }

  /** Bytes that a record of `epoch` has beside its content. */
  overheadBytes(epoch: 0 | 1): number {
    return epoch === 0 ? RECORD_HEADER_BYTES : this.#write!.overheadBytes;
  }

  /** A record, ready to be sent. */
  seal(type: number, content: Uint8Array, epoch: 0 | 1): Buffer {
    const sequence = this.#next[epoch]++;
    if (epoch === 0) return plainRecord(type, DTLS_1_2, sequence, content);
    return this.#write!.seal(type, sequence, content);
  }

  /** What a record carries; `undefined` for one that is old, a replay, or not the peer's (RFC 6347 §4.1.2.7). */
  open(record: DtlsRecord): Opened | undefined {
    const { epoch, sequence } = record;
    if (epoch === 0) return inTheClear(record);
    if (!this.#window.allows(sequence)) return undefined;
    const opened = this.#read?.open(record);
    if (opened !== undefined) this.#window.accept(sequence);
    return opened;
  }

  /** Whether a record of epoch 1 is above all that were read, as one that may bring a new address must be (RFC 9146 §6). */
  isNewest({ epoch, sequence }: DtlsRecord): boolean {
    return epoch === 1 && this.#window.isNewest(sequence);
  }
}

const inTheClear = ({ type, fragment }: DtlsRecord): Opened | undefined =>
  type === ContentType.tls12_cid ? undefined : { type, content: fragment };
