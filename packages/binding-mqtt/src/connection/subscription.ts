import type { QoS } from "../form/form-terms.js";
import { hasWildcard, isSharedFilter } from "../topic/topic-name.js";
import type { MessageListener } from "./listener.js";
import { bytesOf, type InboundMessage } from "./message.js";

/** All exact filters share one identifier: of them no two match the same topic. */
export const exactIdentifier = 1;

/** Whether only one topic matches `filter`, and its messages come to every subscriber. */
export const isExactFilter = (filter: string): boolean => !hasWildcard(filter) && !isSharedFilter(filter);

/** One subscription at the broker and all that listen to it. */
export class Subscription {
  readonly filter: string;
  readonly isExact: boolean;
  /** Subscription Identifier (MQTT 5.0 §3.8.2.1.2). */
  readonly identifier: number;
  readonly listeners = new Set<MessageListener>();
  /** The only one of `listeners`: most have one, and looking into a set costs more than handing it a message. */
  only: MessageListener | undefined;
  qos: QoS;
  /** Whether the broker was asked for what it has retained. */
  hasRetained = false;
  /** The SUBSCRIBE that is under way or done. */
  established: Promise<void> = Promise.resolve();
  /**
   * What came last, for an exact filter: the broker sends a retained message once per SUBSCRIBE, and who joins later must
   * have it too.
   */
  #last: KeptMessage | OversizeMessage | undefined;

  constructor(filter: string, qos: QoS, identifier: number) {
    this.filter = filter;
    this.isExact = isExactFilter(filter);
    this.identifier = identifier;
    this.qos = qos;
  }

  /**
   * Whether `message` comes for this subscription: a broker may send one that several filters match once for all of them,
   * or once for each (MQTT 5.0 §3.3.4), and says which only where subscriptions have identifiers.
   */
  takes({ properties }: InboundMessage): boolean {
    const identifiers: number | readonly number[] | undefined = properties?.subscriptionIdentifier;
    if (identifiers === undefined) return true;
    return typeof identifiers === "number" ? identifiers === this.identifier : identifiers.includes(this.identifier);
  }

  add(listener: MessageListener): void {
    this.listeners.add(listener);
    this.only = this.listeners.size === 1 ? listener : undefined;
  }

  /** Whether `listener` was there. */
  delete(listener: MessageListener): boolean {
    const wasThere = this.listeners.delete(listener);
    const [only] = this.listeners;
    this.only = this.listeners.size === 1 ? only : undefined;
    return wasThere;
  }

  remember(message: InboundMessage): void {
    if (this.isExact && this.hasRetained) this.#last = keep(message);
  }

  /** The same of a message that was left out. */
  rememberOversize(sizeBytes: number): void {
    if (this.isExact && this.hasRetained) this.#last = { sizeBytes };
  }

  /** Tells `listener` what came last, as the broker would when it had retained it. */
  repeatFor(listener: MessageListener): void {
    const last = this.#last;
    if (last === undefined) return;
    if ("sizeBytes" in last) {
      listener.oversize?.(this.filter, last.sizeBytes);
      return;
    }
    const { bytes, properties } = last;
    listener.message({ topic: this.filter, payload: Buffer.from(bytes, "latin1"), retain: true, properties });
  }

  forget(): void {
    this.#last = undefined;
  }
}

interface KeptMessage {
  /** The payload, a character for each byte: as it came, it is part of a larger piece of memory. */
  readonly bytes: string;
  readonly properties: InboundMessage["properties"];
}

interface OversizeMessage {
  readonly sizeBytes: number;
}

const keep = ({ payload, properties }: InboundMessage): KeptMessage => ({ bytes: bytesOf(payload), properties });
