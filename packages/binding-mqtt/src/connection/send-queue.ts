import type { Clock } from "@thingwright/contracts";
import { NetworkError, TimeoutError, type WotError } from "@thingwright/errors";
import { Alarm } from "./alarm.js";
import { InFlight } from "./in-flight.js";
import type { OutboundMessage } from "./message.js";
import { Outgoing, type Sending } from "./outgoing.js";
import type { PacketIdentifiers } from "./packet-identifiers.js";
import type { QueueLimits } from "./queue-limits.js";
import { QueueRoom } from "./queue-room.js";
import type { Session } from "./session.js";

/** What a queue holds now. */
export interface QueueStatus {
  readonly messages: number;
  /** Of their topics and payloads. */
  readonly bytes: number;
  /** Of the messages, those that wait for the broker's acknowledgement. */
  readonly inFlight: number;
}

/**
 * The messages to one broker, in order and within bounds, from one network connection to the next.
 *
 * Those of QoS 1 and 2 stay until the broker has acknowledged them, and go out again on the next connection: as the same
 * packets when the broker still has the session (MQTT 5.0 §4.4), else as new ones, and then those of QoS 2 that it may have
 * had fail, as they must not arrive twice.
 */
export class SendQueue {
  /** Called when the next message need not wait. */
  onRoom: (() => void) | undefined;
  readonly #limits: QueueLimits;
  readonly #clock: Clock;
  readonly #alarm: Alarm;
  readonly #room: QueueRoom;
  /** In the order in which they go out. */
  #waiting = new Set<Outgoing>();
  /** Of the connection that there is, or was last. */
  #inFlight: InFlight | undefined;
  #isAttached = false;
  /** Why the latest connection was lost. */
  #lossReason: WotError | undefined;

  constructor(limits: QueueLimits, clock: Clock) {
    this.#limits = limits;
    this.#room = new QueueRoom(limits);
    this.#clock = clock;
    this.#alarm = new Alarm(clock, () => this.#expire());
  }

  get status(): QueueStatus {
    const { messages, bytes } = this.#room;
    return { messages, bytes, inFlight: this.#inFlight?.size ?? 0 };
  }

  get isEmpty(): boolean {
    return this.#room.messages === 0;
  }

  /** Takes `message` and sends it as soon as may be; `undefined` when there is no room for it. */
  put(message: OutboundMessage, sending: Sending): Outgoing | undefined {
    const outgoing = new Outgoing(message, sending);
    if (this.#canSend(message)) {
      this.#sendNew(outgoing);
      return outgoing;
    }
    if (!this.#makeRoomFor(outgoing)) return undefined;
    this.#add(outgoing);
    this.#waiting.add(outgoing);
    return outgoing;
  }

  /** Sends `message` if it need not wait for anything; whether it could. */
  trySend(message: OutboundMessage, sending: Sending): boolean {
    if (!this.#canSend(message)) return false;
    this.#sendNew(new Outgoing(message, sending));
    return true;
  }

  /** Forgets a message that nobody waits for any more, in so far as MQTT lets it be forgotten; tells nobody. */
  giveUp(outgoing: Outgoing): void {
    outgoing.isGivenUp = true;
    if (!outgoing.mustEnd && this.#waiting.has(outgoing)) this.#remove(outgoing);
  }

  /**
   * Sends what waits on `session`, in order: what had been sent before comes first.
   *
   * @param identifiers - of the session
   */
  attach(session: Session, identifiers: PacketIdentifiers): void {
    if (!session.resumed) this.#forgetSession();
    this.#inFlight = new InFlight(session, identifiers, (outgoing, refusal) => this.#ended(outgoing, refusal));
    this.#isAttached = true;
    session.onRoom(() => this.#pump());
    this.#pump();
  }

  /**
   * The connection is lost: everything waits for the next one.
   *
   * @param mayResume - whether the broker may still have the session then
   * @param why - the error of the connection
   */
  detach(mayResume: boolean, why: WotError): void {
    if (!this.#isAttached) return;
    this.#isAttached = false;
    this.#lossReason = why;
    const unacknowledged = this.#inFlight?.clear() ?? [];
    this.#waiting = new Set([...unacknowledged, ...this.#waiting]);
    for (const outgoing of unacknowledged) if (outgoing.isGivenUp && !outgoing.mustEnd) this.#remove(outgoing);
    const [first] = unacknowledged;
    if (first !== undefined && !this.#inFlight?.hasProgress) this.#suspect(first);
    if (!mayResume) this.#forgetSession();
  }

  /** Ends everything that is in it by an error; `errorOf` is told whether the broker may have the message. */
  fail(errorOf: (sent: boolean) => WotError): void {
    this.#alarm.cancel();
    this.#waiting = new Set([...(this.#inFlight?.clear() ?? []), ...this.#waiting]);
    for (const outgoing of this.#waiting) {
      this.#remove(outgoing);
      outgoing.settle(errorOf(outgoing.isSent));
    }
  }

  /** Resolves when nothing is left in it. */
  idle(): Promise<void> {
    return this.#room.empty();
  }

  #canSend(message: OutboundMessage): boolean {
    if (this.#waiting.size > 0 || !this.#isTaken(message)) return false;
    return message.qos === 0 || this.#room.has(message.payload.length);
  }

  /** Whether the connection takes `message` now. */
  #isTaken({ qos }: OutboundMessage): boolean {
    const inFlight = this.#inFlight;
    if (!this.#isAttached || inFlight === undefined || !inFlight.session.hasRoom) return false;
    return qos === 0 || inFlight.hasRoom;
  }

  #pump(): void {
    if (this.#waiting.size > 0) this.#sendWaiting();
    if (this.#waiting.size === 0 && this.#isAttached) this.onRoom?.();
  }

  #sendWaiting(): void {
    for (const outgoing of this.#waiting) {
      if (!this.#isTaken(outgoing.message)) return;
      this.#waiting.delete(outgoing);
      if (this.#sendOnce(outgoing)) this.#room.free(outgoing);
      else this.#inFlight?.send(outgoing);
    }
  }

  #sendNew(outgoing: Outgoing): void {
    if (this.#sendOnce(outgoing)) return;
    this.#add(outgoing);
    this.#inFlight?.send(outgoing);
  }

  /** Sends a message of QoS 0, and refuses one that the broker would not take; false for any other. */
  #sendOnce(outgoing: Outgoing): boolean {
    const { session } = this.#inFlight as InFlight;
    const { message } = outgoing;
    const refusal = session.refusalOf(message);
    if (refusal === undefined && message.qos !== 0) return false;
    if (refusal === undefined) {
      session.send(message);
      outgoing.isSent = true;
    }
    outgoing.settle(refusal);
    return true;
  }

  #ended(outgoing: Outgoing, refusal: WotError | undefined): void {
    this.#room.free(outgoing);
    outgoing.settle(refusal);
    this.#pump();
  }

  /** It may be what the broker ends connections over. */
  #suspect(outgoing: Outgoing): void {
    outgoing.deadConnections += 1;
    if (outgoing.deadConnections < this.#limits.maxSendAttempts) return;
    this.#remove(outgoing);
    outgoing.settle(this.#lost(outgoing, `${outgoing.deadConnections} connections in a row ended over it`));
  }

  /** The broker knows nothing of the session any more: identifiers mean nothing to it. */
  #forgetSession(): void {
    for (const outgoing of [...this.#waiting]) {
      if (outgoing.identifier === 0) continue;
      this.#inFlight?.forget(outgoing);
      const { message, sessionLost } = outgoing;
      if (message.qos === 1 && sessionLost === undefined) continue;
      this.#remove(outgoing);
      if (message.qos === 1) sessionLost?.(message);
      else outgoing.settle(this.#lost(outgoing, "it must not be sent again without the session"));
    }
  }

  #lost({ message: { topic } }: Outgoing, reason: string): NetworkError {
    const why = this.#lossReason?.message ?? "the connection was lost";
    const message = `nobody knows whether the message to ${topic} was delivered, and ${reason}: ${why}`;
    return new NetworkError("WOT_NETWORK", message, { sent: true, cause: this.#lossReason });
  }

  /** Gives up what has come to its end. */
  #expire(): void {
    const nowMs = this.#clock.now();
    for (const outgoing of [...(this.#inFlight?.all() ?? []), ...this.#waiting]) {
      if (outgoing.isGivenUp) continue;
      if (outgoing.untilMs > nowMs) {
        this.#alarm.by(outgoing.untilMs);
        continue;
      }
      const { isSent, message } = outgoing;
      const late = `the broker did not ${isSent ? "acknowledge" : "get"} the message to ${message.topic} in time`;
      outgoing.settle(new TimeoutError("WOT_TIMEOUT", late, { sent: isSent }));
      this.giveUp(outgoing);
    }
  }

  #makeRoomFor({ sizeBytes }: Outgoing): boolean {
    if (this.#room.has(sizeBytes)) return true;
    if (this.#limits.whenQueueFull === "reject") return false;
    for (const outgoing of this.#waiting) {
      if (outgoing.message.qos !== 0) continue;
      this.#remove(outgoing);
      const message = "the message was dropped for a later one (maxQueuedMessages, maxQueuedBytes)";
      outgoing.settle(new NetworkError("WOT_NETWORK", message, { sent: false }));
      if (this.#room.has(sizeBytes)) return true;
    }
    return false;
  }

  #add(outgoing: Outgoing): void {
    this.#room.take(outgoing);
    this.#alarm.by(outgoing.untilMs);
  }

  /** Takes out one that waits. */
  #remove(outgoing: Outgoing): void {
    this.#waiting.delete(outgoing);
    this.#inFlight?.forget(outgoing);
    this.#room.free(outgoing);
  }
}
