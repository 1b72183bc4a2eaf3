import type { MessageView } from "../message/message-view.js";
import { WheelTimer } from "../time/timer-wheel.js";
import type { PeerState } from "./peer.js";

/** A peer with the messages that are on their way to it. */
export type Peer = PeerState<Delivery>;

/** Who sent a message and wants to know what became of it. At most one of the four ends is called, once. */
export interface DeliveryListener {
  /** An Empty Acknowledgement came: the peer has the message. */
  onAcknowledged(): void;
  /** An Acknowledgement with a response came. False if the response is not for this message: it is then ignored. */
  onPiggybacked(response: MessageView): boolean;
  /** The peer rejected the message with a Reset. */
  onReset(): void;
  /** No Acknowledgement came after the last retransmission, or this side could not send. */
  onUndelivered(cause?: unknown): void;
  /** The message goes out for the first time: it may have waited for its turn. */
  onTransmit?(): void;
  /** Asked before each retransmission, and before a message goes that has waited: a newer message to send in its place, made with the Message ID of the argument. */
  onRetransmit?(delivery: Delivery): Uint8Array | undefined;
}

/** What sends a message again when its time has come. */
export interface Retransmitter {
  retransmit(delivery: Delivery): void;
}

/** One message on its way to a peer: Confirmable ones are repeated until they are acknowledged. */
export class Delivery extends WheelTimer {
  readonly peer: Peer;
  readonly listener: DeliveryListener;
  readonly confirmable: boolean;
  /** Message ID of the latest transmission. */
  messageId: number;
  bytes: Uint8Array;
  /** Whether it only asks the peer to show that it is there: it then takes no turn under NSTART. */
  readonly isProbe: boolean;
  /** Retransmissions so far. */
  retransmissions = 0;
  timeoutMs = 0;
  /** When a Non-confirmable message went out, and how many had been heard of its peer. */
  sentAtMs = 0;
  heardBefore = 0;
  /**
   * For how long a Non-confirmable message that nothing came back for keeps others from its peer. Default: as PROBING_RATE
   * has it for its length.
   */
  silenceMs: number | undefined = undefined;
  state: "new" | "waiting" | "open" | "done" = "new";

  readonly #retransmitter: Retransmitter;

  constructor(
    retransmitter: Retransmitter,
    peer: Peer,
    messageId: number,
    bytes: Uint8Array,
    listener: DeliveryListener,
    isProbe = false,
  ) {
    super();
    this.#retransmitter = retransmitter;
    this.peer = peer;
    this.messageId = messageId;
    this.bytes = bytes;
    this.listener = listener;
    this.isProbe = isProbe;
    this.confirmable = (bytes[0]! & 0x30) === 0;
  }

  onTimer(): void {
    this.#retransmitter.retransmit(this);
  }
}
