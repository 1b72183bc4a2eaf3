import { ContentType } from "../record/record.js";
import type { RecordLayer } from "../record/record-layer.js";
import { encodeFragment, HANDSHAKE_HEADER_BYTES, type HandshakeMessage } from "./handshake-message.js";

/** One message of a flight; what is no handshake message is the change to the keys. */
export interface FlightItem {
  readonly epoch: 0 | 1;
  readonly message: HandshakeMessage | undefined;
}

export const changeCipherSpec: FlightItem = { epoch: 0, message: undefined };

const changeCipherSpecContent = Buffer.from([1]);

/**
 * The datagrams of a flight, with sequence numbers of their own each time (RFC 6347 §4.2.4). A message is divided only when
 * it does not fit into a datagram: there are peers that cannot put it together.
 */
export function packFlight(
  flight: readonly FlightItem[],
  records: RecordLayer,
  maxDatagramBytes: number,
): readonly Buffer[] {
  const packer = new Packer(records, maxDatagramBytes);
  for (const item of flight) packer.add(item);
  return packer.finish();
}

class Packer {
  readonly #records: RecordLayer;
  readonly #maxBytes: number;
  readonly #datagrams: Buffer[] = [];
  #pending: Buffer[] = [];
  #used = 0;

  constructor(records: RecordLayer, maxBytes: number) {
    this.#records = records;
    this.#maxBytes = maxBytes;
  }

  add({ epoch, message }: FlightItem): void {
    if (message === undefined) {
      this.#makeRoom(epoch, changeCipherSpecContent.length);
      this.#put(ContentType.change_cipher_spec, changeCipherSpecContent, epoch);
      return;
    }
    const { length } = message.body;
    this.#makeRoom(epoch, HANDSHAKE_HEADER_BYTES + length);
    let offset = 0;
    do {
      const size = Math.min(length - offset, this.#room(epoch) - HANDSHAKE_HEADER_BYTES);
      this.#put(ContentType.handshake, encodeFragment(message, offset, size), epoch);
      offset += size;
      if (offset < length) this.#flush();
    } while (offset < length);
  }

  finish(): readonly Buffer[] {
    this.#flush();
    return this.#datagrams;
  }

  /** Begins a datagram when `bytes` do not fit into the one begun. */
  #makeRoom(epoch: 0 | 1, bytes: number): void {
    if (bytes > this.#room(epoch)) this.#flush();
  }

  #room(epoch: 0 | 1): number {
    return this.#maxBytes - this.#used - this.#records.overheadBytes(epoch);
  }

  #put(type: number, content: Buffer, epoch: 0 | 1): void {
    const record = this.#records.seal(type, content, epoch);
    this.#pending.push(record);
    this.#used += record.length;
  }

  #flush(): void {
    if (this.#used > 0) this.#datagrams.push(Buffer.concat(this.#pending));
    this.#pending = [];
    this.#used = 0;
  }
}
