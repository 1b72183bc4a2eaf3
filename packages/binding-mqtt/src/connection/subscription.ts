import type { QoS } from "../form/form-terms.js";
import { hasWildcard, isSharedFilter } from "../topic/topic-name.js";
import type { MessageListener } from "./listener.js";
import { bytesOf, type InboundMessage } from "./message.js";
import { maxShelvedBytes, type PayloadShelf } from "./payload-shelf.js";

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
  qos: QoS;
  /** Whether the broker was asked for what it has retained. */
  hasRetained = false;
  /** The SUBSCRIBE that is under way or done. */
  established: Promise<void> = Promise.resolve();
  /** Most have one listener: a set for each would cost more than handing it a message. */
  #only: MessageListener | undefined;
  #listeners: Set<MessageListener> | undefined;
  /**
   * What came last, for an exact filter: the broker sends a retained message once per SUBSCRIBE, and who joins later must
   * have it too. A small payload is on the shelf, a larger one a text: as it came, it is part of a larger piece of memory.
   */
  readonly #shelf: PayloadShelf;
  #place = nowhere;
  #large: string | undefined;
  /** The length of what came last, where it was left out for that. */
  #oversizeBytes: number | undefined;
  #properties: InboundMessage["properties"];
  /** Whether it came before the connection was lost, and the broker may have another one by now. */
  #isStale = false;

  constructor(filter: string, qos: QoS, identifier: number, shelf: PayloadShelf) {
    this.filter = filter;
    this.isExact = isExactFilter(filter);
    this.identifier = identifier;
    this.qos = qos;
    this.#shelf = shelf;
  }

  /** Everyone who listens. */
  get listeners(): Iterable<MessageListener> {
    return this.#listeners ?? (this.#only === undefined ? [] : [this.#only]);
  }

  get isHeard(): boolean {
    return this.#only !== undefined || this.#listeners !== undefined;
  }

  has(listener: MessageListener): boolean {
    return listener === this.#only || this.#listeners?.has(listener) === true;
  }

  add(listener: MessageListener): void {
    if (this.#listeners !== undefined) {
      this.#listeners.add(listener);
    } else if (this.#only === undefined) {
      this.#only = listener;
    } else if (this.#only !== listener) {
      this.#listeners = new Set([this.#only, listener]);
      this.#only = undefined;
    }
  }

  /** Whether `listener` was there. */
  delete(listener: MessageListener): boolean {
    if (!this.has(listener)) return false;
    const [only, ...others] = [...this.listeners].filter((each) => each !== listener);
    this.#only = others.length === 0 ? only : undefined;
    this.#listeners = only === undefined || others.length === 0 ? undefined : new Set([only, ...others]);
    return true;
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

  /** Hands `message` to everyone who listens, if it comes for this subscription. */
  hand(message: InboundMessage): void {
    if (!this.takes(message)) return;
    const isRepeated = this.remember(message);
    if (this.#only !== undefined) this.#only.message(message, isRepeated);
    else for (const listener of this.listeners) listener.message(message, isRepeated);
  }

  /** Remembers `message`; whether it is one that the broker had kept and that came last already. */
  remember(message: InboundMessage): boolean {
    if (!this.isExact || !this.hasRetained) return false;
    const { payload, retain, properties } = message;
    const isRepeated = retain && this.#holds(payload);
    if (!isRepeated) this.#keep(payload);
    if (!isAlike(properties, this.#properties)) this.#properties = properties;
    this.#isStale = false;
    return isRepeated;
  }

  /** Remembers that a message of `sizeBytes` was left out. */
  rememberOversize(sizeBytes: number): void {
    if (!this.isExact || !this.hasRetained) return;
    this.discard();
    this.#oversizeBytes = sizeBytes;
  }

  /** What came last, as the broker would have it when it had retained it. */
  last(): InboundMessage | undefined {
    if (this.#place === nowhere || this.#isStale) return undefined;
    const payload = this.#large === undefined ? this.#shelf.get(this.#place) : Buffer.from(this.#large, "latin1");
    return { topic: this.filter, payload, retain: true, properties: this.#properties };
  }

  /** Tells `listener` what came last, or that it was left out. */
  repeatFor(listener: MessageListener): void {
    const last = this.last();
    if (last !== undefined) listener.message(last, true);
    else if (this.#oversizeBytes !== undefined) listener.oversize?.(this.filter, this.#oversizeBytes);
  }

  /** Forgets what came last, but for knowing it again: the broker is about to say what it has now. */
  age(): void {
    this.#isStale = true;
    this.#oversizeBytes = undefined;
  }

  /** Frees what it has kept; for one that is listened to no more. */
  discard(): void {
    if (this.#place !== nowhere) this.#shelf.give(this.#place);
    this.#place = nowhere;
    this.#large = undefined;
    this.#oversizeBytes = undefined;
  }

  #holds(payload: Uint8Array): boolean {
    if (this.#place === nowhere) return false;
    if (this.#large === undefined) return this.#shelf.holds(this.#place, payload);
    return this.#large.length === payload.length && this.#large === bytesOf(payload);
  }

  #keep(payload: Uint8Array): void {
    this.#oversizeBytes = undefined;
    if (this.#place === nowhere) this.#place = this.#shelf.take();
    const isSmall = payload.length <= maxShelvedBytes;
    if (isSmall) this.#shelf.put(this.#place, payload);
    if (!isSmall || this.#large !== undefined) this.#large = isSmall ? undefined : bytesOf(payload);
  }
}

/** The place of a payload that has none. */
const nowhere = -1;

type Properties = InboundMessage["properties"];

/** Whether both say the same, as most messages of a topic do; lists and objects are never taken for the same. */
function isAlike(a: Properties, b: Properties): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  for (const name in a) if (a[name as keyof typeof a] !== b[name as keyof typeof b]) return false;
  for (const name in b) if (!(name in a)) return false;
  return true;
}
