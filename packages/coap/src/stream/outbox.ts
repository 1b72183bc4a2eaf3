import { UsageError } from "@thingwright/errors";
import type { Delivery } from "../reliability/delivery.js";
import type { TimerWheel, WheelTimer } from "../time/timer-wheel.js";
import type { ByteStream } from "./byte-stream.js";
import { frameOf } from "./frame.js";
import type { StreamLimits } from "./stream-limits.js";

/** What goes out over a connection: at once, when the connection is there, and no more than the peer reads. */
export class Outbox {
  /** Whether the peer has yet to read what was sent. */
  isCongested = false;

  readonly #wheel: TimerWheel;
  readonly #limits: StreamLimits;
  readonly #onStalled: () => void;
  #stream: ByteStream | undefined;
  /** What waits for the connection to come about. */
  #unsent: Delivery[] = [];
  /** What was sent, and whose sender has not been told that there is room for more. */
  #untold: Delivery[] = [];
  #stall: WheelTimer | undefined;

  /** @param onStalled - the peer reads nothing, or has too much to read */
  constructor(wheel: TimerWheel, limits: StreamLimits, onStalled: () => void) {
    this.#wheel = wheel;
    this.#limits = limits;
    this.#onStalled = onStalled;
  }

  /** The connection is there: `first` goes out, and then whatever waited. */
  attach(stream: ByteStream, first: Uint8Array): void {
    this.#stream = stream;
    this.write(first);
    for (const delivery of this.#unsent.splice(0)) if (delivery.state === "open") this.#transmit(delivery);
  }

  write(message: Uint8Array): void {
    const stream = this.#stream;
    if (stream === undefined || stream.write(frameOf(message, stream.keepsBoundaries))) return;
    this.isCongested = true;
    const isTooMuch = stream.bufferedBytes > this.#limits.maxBufferedBytes;
    if (this.#stall !== undefined && !isTooMuch) return;
    this.#stopWaiting();
    this.#stall = this.#wheel.callAfter(isTooMuch ? 0 : this.#limits.stallTimeoutMs, this.#onStalled);
  }

  /**
   * Sends a message whose sender hears, in a later turn, that there is room for more.
   *
   * @throws {UsageError} WOT_STATE if `maxWaiting` messages wait for the connection already
   */
  deliver(delivery: Delivery, maxWaiting: number): void {
    if (this.#stream === undefined && this.#unsent.length >= maxWaiting)
      throw new UsageError("WOT_STATE", `${maxWaiting} messages to one peer wait already (maxWaitingPerPeer)`);
    delivery.state = "open";
    if (this.#stream === undefined) this.#unsent.push(delivery);
    else this.#transmit(delivery);
  }

  /** The peer has read what was sent. */
  drained(): void {
    this.isCongested = false;
    this.#stopWaiting();
    this.#tell();
  }

  /** Sends nothing more. */
  close(): void {
    this.#stopWaiting();
    this.#stream = undefined;
    this.#unsent = [];
    this.#untold = [];
  }

  #transmit(delivery: Delivery): void {
    this.write(delivery.bytes);
    this.#untold.push(delivery);
    if (this.#untold.length === 1 && !this.isCongested) queueMicrotask(() => this.#tell());
  }

  #tell(): void {
    if (this.isCongested) return;
    for (const delivery of this.#untold.splice(0)) {
      if (delivery.state !== "open") continue;
      if (!isRequest(delivery)) delivery.state = "done";
      delivery.listener.onAcknowledged();
    }
  }

  #stopWaiting(): void {
    if (this.#stall !== undefined) this.#wheel.stop(this.#stall);
    this.#stall = undefined;
  }
}

/** A request is on its way until it has its response; any other message until it is sent. */
export const isRequest = ({ bytes }: Delivery): boolean => bytes[1]! >> 5 === 0;
