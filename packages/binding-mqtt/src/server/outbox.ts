import type { Logger } from "@thingwright/contracts";
import { asWotError } from "@thingwright/errors";
import type { BrokerConnection } from "../connection/broker-connection.js";
import type { OutboundMessage } from "../connection/message.js";
import { faultOfTopicName } from "../topic/topic-name.js";

/** Publishes without waiting and within the connection's limits. */
export class Outbox {
  readonly #connection: BrokerConnection;
  readonly #maxOutputBytes: number;
  readonly #logger: Logger;
  /** What waits for room, each once. */
  readonly #late = new Set<() => void>();

  constructor(connection: BrokerConnection, maxOutputBytes: number, logger: Logger) {
    this.#connection = connection;
    this.#maxOutputBytes = maxOutputBytes;
    this.#logger = logger;
  }

  /** Hands `message` to the connection; false when there is none, or no room in it. */
  send(message: OutboundMessage): boolean {
    const { session } = this.#connection;
    if (session === undefined || !this.#connection.hasRoom(session)) return false;
    if (!this.fits(message.payload) || faultOfTopicName(message.topic) !== undefined) {
      this.#logger.warn("a message cannot be published", { topic: message.topic, sizeBytes: message.payload.length });
      return true;
    }
    session.publish(message).then(
      () => this.#flush(),
      (error: unknown) => {
        this.#logger.warn("publishing failed", { topic: message.topic, error: asWotError(error).message });
      },
    );
    return true;
  }

  /** Whether a payload is within `maxOutputBytes`. */
  fits(payload: Uint8Array): boolean {
    return payload.length <= this.#maxOutputBytes;
  }

  /** Calls `flush` when there is room again. */
  whenRoom(flush: () => void): void {
    this.#late.add(flush);
  }

  /** Forgets what waits: a new connection gets everything anew. */
  clear(): void {
    this.#late.clear();
  }

  #flush(): void {
    if (this.#late.size === 0) return;
    const { session } = this.#connection;
    for (const flush of this.#late) {
      if (session === undefined || !this.#connection.hasRoom(session)) return;
      this.#late.delete(flush);
      flush();
    }
  }
}
