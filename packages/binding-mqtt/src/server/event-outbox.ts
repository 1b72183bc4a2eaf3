import type { Clock, Timer } from "@thingwright/contracts";
import type { BrokerConnection } from "../connection/broker-connection.js";
import type { OutboundMessage } from "../connection/message.js";
import type { Settle } from "../connection/outgoing.js";
import type { WhenQueueFull } from "../connection/queue-limits.js";
import { MessageLine } from "./message-line.js";

/** How long and how many events are kept. */
export interface EventOutboxSettings {
  readonly maxQueuedMessages: number;
  readonly maxQueuedBytes: number;
  readonly whenQueueFull: WhenQueueFull;
  readonly queuedLifetimeMs: number;
  readonly settleMs: number;
  readonly republishMs: number;
  readonly maxRepublishedMessages: number;
  readonly maxRepublishedBytes: number;
  readonly clock: Clock;
}

/**
 * Publishes events in order. They wait while the connection is lost or has no room.
 *
 * A broker that comes back without the session may have been killed, and with it everything that it had acknowledged and
 * not delivered yet: then events wait for `settleMs`, in which subscribers come back. First those of QoS 1 go out again that it
 * acknowledged within `republishMs` before the last one that it acknowledged, then those that it has not acknowledged, then
 * those of the meantime. They may so arrive twice, as QoS 1 says; those of QoS 0 and 2 never do.
 */
export class EventOutbox {
  readonly #connection: Pick<BrokerConnection, "trySend">;
  readonly #settings: EventOutboxSettings;
  readonly #settled: Settle;
  readonly #waiting: MessageLine;
  /** What the broker has acknowledged of late. */
  readonly #acknowledged: MessageLine;
  /** What the broker has not acknowledged before it lost the session. */
  readonly #unacknowledged: MessageLine;
  readonly #settle: Settle = (error, message) => {
    if (error === undefined && message.qos === 1 && this.#settings.republishMs > 0) this.#remember(message);
    this.#settled(error, message);
  };
  readonly #sessionLost = (message: OutboundMessage): void => {
    this.#unacknowledged.add(message, this.#settings.clock.now());
  };
  #isHeld = false;
  /** Whether the broker may have lost what is to be published again. */
  #isBehind = false;
  #settling: Timer | undefined;

  constructor(connection: Pick<BrokerConnection, "trySend">, settings: EventOutboxSettings, settled: Settle) {
    const { maxQueuedMessages, maxQueuedBytes, maxRepublishedMessages, maxRepublishedBytes } = settings;
    this.#connection = connection;
    this.#settings = settings;
    this.#settled = settled;
    this.#waiting = new MessageLine(maxQueuedMessages, maxQueuedBytes);
    this.#acknowledged = new MessageLine(maxRepublishedMessages, maxRepublishedBytes);
    this.#unacknowledged = new MessageLine(maxQueuedMessages, maxQueuedBytes);
  }

  /** Number of events that wait. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** False when there is no room for it. */
  publish(message: OutboundMessage): boolean {
    if (!this.#isHeld && this.#waiting.size === 0 && this.#trySend(message)) return true;
    if (!this.#waiting.hasRoomFor(message) && !this.#makeRoomFor(message)) return false;
    this.#waiting.add(message, this.#settings.clock.now());
    return true;
  }

  /** There may be room in the connection. */
  flush(): void {
    if (this.#isHeld || this.#waiting.size === 0) return;
    const fromMs = this.#settings.clock.now() - this.#settings.queuedLifetimeMs;
    for (let { first } = this.#waiting; first !== undefined; first = this.#waiting.first) {
      if (first.atMs >= fromMs && !this.#trySend(first.message)) return;
      this.#waiting.shift();
    }
  }

  lost(): void {
    this.#isHeld = true;
    this.#settling?.cancel();
    this.#acknowledged.dropUntil(this.#acknowledged.latestMs - this.#settings.republishMs);
  }

  opened(isResumed: boolean): void {
    this.#isHeld = true;
    if (!isResumed) this.#isBehind = true;
    const { clock, settleMs } = this.#settings;
    if (!this.#isBehind || settleMs === 0) this.#release();
    else this.#settling = clock.after(settleMs, () => this.#release());
  }

  /** Waits for nobody any more. */
  close(): void {
    this.#settling?.cancel();
    this.#release();
  }

  #release(): void {
    if (this.#isBehind) {
      const nowMs = this.#settings.clock.now();
      this.#waiting.prepend(this.#unacknowledged, nowMs);
      this.#waiting.prepend(this.#acknowledged, nowMs);
    }
    this.#isBehind = false;
    this.#isHeld = false;
    this.flush();
  }

  #trySend(message: OutboundMessage): boolean {
    const untilMs = this.#settings.clock.now() + this.#settings.queuedLifetimeMs;
    return this.#connection.trySend(message, { untilMs, settle: this.#settle, sessionLost: this.#sessionLost });
  }

  #remember(message: OutboundMessage): void {
    this.#acknowledged.makeRoomFor(message);
    this.#acknowledged.add(message, this.#settings.clock.now());
  }

  #makeRoomFor(message: OutboundMessage): boolean {
    return this.#settings.whenQueueFull === "drop-oldest" && this.#waiting.makeRoomFor(message, ({ qos }) => qos === 0);
  }
}
