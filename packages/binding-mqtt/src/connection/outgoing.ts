import type { WotError } from "@thingwright/errors";
import type { OutboundMessage } from "./message.js";

/** Hears how a message ended: with the broker's acknowledgement (QoS 1, 2) or at the socket (QoS 0), or with an error. */
export type Settle = (error: WotError | undefined, message: OutboundMessage) => void;

/** What the sender of a message wants of it. */
export interface Sending {
  /** When it is given up, by the queue's clock. */
  readonly untilMs: number;
  readonly settle: Settle;
  /**
   * With QoS 1: called in the place of `settle` when the broker has lost the session before it has acknowledged the message,
   * which then is the sender's again. By default it is sent anew.
   */
  readonly sessionLost?: (message: OutboundMessage) => void;
}

/** Has no end of its own: whoever put the message into the queue takes it out again. */
export const noDeadline = Number.POSITIVE_INFINITY;

/** A message on its way to the broker. */
export class Outgoing {
  readonly message: OutboundMessage;
  /** What it counts in the queue. */
  readonly sizeBytes: number;
  readonly untilMs: number;
  /** See {@link Sending}. */
  readonly sessionLost: ((message: OutboundMessage) => void) | undefined;
  /** Whether a network connection has had it, so that the broker may have it. */
  isSent = false;
  /** Packet identifier in the session; 0 for none. */
  identifier = 0;
  /** With QoS 2: the broker has it, and only PUBREL is left (MQTT 5.0 §4.3.3). */
  isReleased = false;
  /** Connections in a row that ended without an acknowledgement of anything while it was the first to wait for one. */
  deadConnections = 0;
  /** Nobody waits for it any more. */
  isGivenUp = false;
  readonly #settle: Settle;

  constructor(message: OutboundMessage, { untilMs, settle, sessionLost }: Sending) {
    this.message = message;
    this.sizeBytes = message.payload.length + message.topic.length;
    this.untilMs = untilMs;
    this.sessionLost = sessionLost;
    this.#settle = settle;
  }

  /**
   * Whether it must be carried to its end though nobody waits for it: the broker may hold its identifier, and would take
   * another message with it for the same.
   */
  get mustEnd(): boolean {
    return this.message.qos === 2 && this.identifier !== 0;
  }

  /** Tells who waits, once. */
  settle(error?: WotError): void {
    if (this.isGivenUp) return;
    this.isGivenUp = true;
    this.#settle(error, this.message);
  }
}
