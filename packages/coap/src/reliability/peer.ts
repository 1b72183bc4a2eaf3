import type { CoapAddress } from "../transport/datagram-transport.js";
import { type Capacity, DATAGRAM_CAPACITY } from "./capacity.js";

/**
 * What the message layer keeps about one address and port.
 *
 * @typeParam D - a message on its way to the peer
 */
export class PeerState<D> implements CoapAddress {
  readonly id: number;
  readonly address: string;
  readonly port: number;
  /** Messages that an Acknowledgement or Reset may still answer, by Message ID. */
  readonly outstanding = new Map<number, D>();
  /** Messages that wait for their turn under NSTART. */
  readonly waiting: D[] = [];
  /** Interactions that count towards NSTART now. */
  openInteractions = 0;
  /** How many things would be lost if this peer were forgotten. */
  pins = 0;
  /** Whether it ever sent anything. */
  heard = false;
  /** Whether it has shown that it receives what is sent to its address (RFC 9175 §2.4). */
  isVerified = false;
  /** What it takes in one message. */
  capacity: Capacity = DATAGRAM_CAPACITY;

  #messageId: number;

  constructor(id: number, address: string, port: number, firstMessageId: number) {
    this.id = id;
    this.address = address;
    this.port = port;
    this.#messageId = firstMessageId & 0xffff;
  }

  /** A Message ID that no outstanding message to this peer has. */
  nextMessageId(): number {
    do this.#messageId = (this.#messageId + 1) & 0xffff;
    while (this.outstanding.has(this.#messageId));
    return this.#messageId;
  }
}
