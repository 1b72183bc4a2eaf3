import type { WotError } from "@thingwright/errors";
import { refusalOfPublish } from "./mqtt-failure.js";
import type { Outgoing } from "./outgoing.js";
import type { PacketIdentifiers } from "./packet-identifiers.js";
import type { Session } from "./session.js";

/** Hears that the broker has acknowledged a message or refused it; it is not in flight any more then. */
export type Ended = (outgoing: Outgoing, refusal: WotError | undefined) => void;

/** The messages of QoS 1 and 2 that one network connection has and the broker has not acknowledged, by packet identifier. */
export class InFlight {
  readonly session: Session;
  /** Whether the broker has acknowledged anything on this connection. */
  hasProgress = false;
  readonly #identifiers: PacketIdentifiers;
  readonly #ended: Ended;
  /** In the order in which they went out. */
  readonly #messages = new Map<number, Outgoing>();

  /** @param identifiers - of the session */
  constructor(session: Session, identifiers: PacketIdentifiers, ended: Ended) {
    this.session = session;
    this.#identifiers = identifiers;
    this.#ended = ended;
    session.onReleased = (identifier) => {
      const outgoing = this.#messages.get(identifier);
      if (outgoing !== undefined) outgoing.isReleased = true;
      this.hasProgress = true;
    };
  }

  get size(): number {
    return this.#messages.size;
  }

  /** Whether the broker takes another one (MQTT 5.0 §4.9). */
  get hasRoom(): boolean {
    return this.#messages.size < this.session.offer.receiveMaximum;
  }

  /** In the order in which they went out. */
  all(): readonly Outgoing[] {
    return [...this.#messages.values()];
  }

  /** Sends `outgoing`, as the same packet as before when it has an identifier of the session (MQTT 5.0 §4.4). */
  send(outgoing: Outgoing): void {
    const { session } = this;
    const isRepeated = outgoing.identifier !== 0;
    // There are more of them than `receiveMaximum` lets through.
    if (!isRepeated) outgoing.identifier = this.#identifiers.take() as number;
    outgoing.isSent = true;
    const { identifier } = outgoing;
    this.#messages.set(identifier, outgoing);
    const done = (error?: Error | null): void => this.#acknowledged(outgoing, error);
    if (outgoing.isReleased) session.release(identifier, done);
    else session.publish(outgoing.message, identifier, isRepeated, done);
  }

  /** The connection is lost, or nobody waits any more: hears of no acknowledgement from then on. */
  clear(): readonly Outgoing[] {
    const all = this.all();
    this.#messages.clear();
    return all;
  }

  /** Gives back the identifier that `outgoing` has in the session. */
  forget(outgoing: Outgoing): void {
    if (outgoing.identifier !== 0) this.#identifiers.give(outgoing.identifier);
    outgoing.identifier = 0;
    outgoing.isReleased = false;
  }

  #acknowledged(outgoing: Outgoing, error: Error | null | undefined): void {
    const refusal = error ? refusalOfPublish(error, outgoing.message.topic) : undefined;
    if (error && refusal === undefined) return;
    if (!this.#messages.delete(outgoing.identifier)) return;
    this.hasProgress = true;
    this.forget(outgoing);
    this.#ended(outgoing, refusal);
  }
}
