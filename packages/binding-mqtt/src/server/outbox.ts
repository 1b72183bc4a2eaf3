import type { Clock, Logger } from "@thingwright/contracts";
import type { BrokerConnection } from "../connection/broker-connection.js";
import type { OutboundMessage } from "../connection/message.js";
import { noDeadline, type Sending, type Settle } from "../connection/outgoing.js";
import { faultOfTopicName } from "../topic/topic-name.js";
import { EventOutbox, type EventOutboxSettings } from "./event-outbox.js";

/** How an outbox behaves. */
export interface OutboxSettings extends EventOutboxSettings {
  readonly maxOutputBytes: number;
  readonly queuedLifetimeMs: number;
  readonly clock: Clock;
}

/**
 * Publishes without making anybody wait: states at once or not at all, as only the latest one counts, answers and events
 * when there is a connection and room in it.
 */
export class Outbox {
  readonly #connection: BrokerConnection;
  readonly #settings: OutboxSettings;
  readonly #logger: Logger;
  readonly #events: EventOutbox;
  readonly #settle: Settle = (error, { topic }) => {
    if (error !== undefined) this.#logger.warn("publishing failed", { topic, error: error.message });
  };
  readonly #once: Sending = { untilMs: noDeadline, settle: this.#settle };
  /** What waits for room, each once. */
  readonly #late = new Set<() => void>();

  constructor(connection: BrokerConnection, settings: OutboxSettings, logger: Logger) {
    this.#connection = connection;
    this.#settings = settings;
    this.#logger = logger;
    this.#events = new EventOutbox(connection, settings, this.#settle);
  }

  /** Hands `message` to the connection; false when there is none, or no room in it. */
  send(message: OutboundMessage): boolean {
    if (!this.#isPublishable(message)) return true;
    return this.#connection.trySend(message, this.#once);
  }

  /** Publishes `message`, within `queuedLifetimeMs` or not at all. */
  queue(message: OutboundMessage): void {
    if (!this.#isPublishable(message)) return;
    const untilMs = this.#settings.clock.now() + this.#settings.queuedLifetimeMs;
    if (this.#connection.send(message, { untilMs, settle: this.#settle }) === undefined)
      this.#logger.warn("a message was left out: the queue is full", { topic: message.topic });
  }

  /** Publishes an event, in the order of events and as its QoS promises; see `EventOutbox`. */
  emit(message: OutboundMessage): void {
    if (!this.#isPublishable(message)) return;
    if (!this.#events.publish(message)) this.#logger.debug("an event was dropped", { topic: message.topic });
  }

  /** Whether a payload is within `maxOutputBytes`. */
  fits(payload: Uint8Array): boolean {
    return payload.length <= this.#settings.maxOutputBytes;
  }

  /** Calls `flush` when there is room again. */
  whenRoom(flush: () => void): void {
    this.#late.add(flush);
  }

  /** There is room. */
  flush(): void {
    this.#events.flush();
    if (this.#late.size === 0) return;
    for (const flush of this.#late) {
      this.#late.delete(flush);
      flush();
      // It waits again: there is no room any more.
      if (this.#late.has(flush)) return;
    }
  }

  /** The connection is lost: the next one gets all states anew. */
  lost(): void {
    this.#late.clear();
    this.#events.lost();
  }

  /** @param isResumed - whether the broker has what it had before */
  opened(isResumed: boolean): void {
    this.#events.opened(isResumed);
  }

  /** Nothing more comes: sends what waits. */
  close(): void {
    this.#events.close();
  }

  #isPublishable({ topic, payload }: OutboundMessage): boolean {
    if (this.fits(payload) && faultOfTopicName(topic) === undefined) return true;
    this.#logger.warn("a message cannot be published", { topic, sizeBytes: payload.length });
    return false;
  }
}
