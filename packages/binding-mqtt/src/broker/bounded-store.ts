import type { Logger } from "@thingwright/contracts";
import type { EmbeddedBrokerLimits } from "./broker-limits.js";

/** What a broker keeps of a message. */
interface StoredMessage {
  readonly topic: string;
  readonly payload: Buffer;
}

/** The part of Aedes' persistence through which clients make it grow. */
interface MessageStore {
  storeRetained(message: StoredMessage): PromiseLike<void>;
  incomingStorePacket(client: unknown, message: StoredMessage): Promise<void>;
}

type RetainedLimits = Pick<EmbeddedBrokerLimits, "maxRetainedMessages" | "maxRetainedBytes">;

/**
 * Keeps what clients have `aedes` store within `limits`: retained messages in number and bytes, and of QoS 2 messages
 * that await their release no bytes at all.
 */
export function boundStore(aedes: object, limits: RetainedLimits, logger: Logger): void {
  const { persistence: store } = aedes as { readonly persistence: MessageStore };
  const retained = new RetainedMessages(limits);
  const { maxRetainedMessages, maxRetainedBytes } = limits;
  const storeRetained = store.storeRetained.bind(store);
  const storeIncoming = store.incomingStorePacket.bind(store);
  let isReported = false;
  store.storeRetained = (message) => {
    const isAdmitted = retained.admit(message);
    if (!isAdmitted && !isReported) {
      const context = { maxRetainedMessages, maxRetainedBytes };
      logger.warn("retained messages are not kept: the limit is reached", context);
      isReported = true;
    }
    // What the topic had before would pass for the value that could not be kept.
    storeRetained(withPayload(message, isAdmitted ? own(message.payload) : nothing));
    return atOnce;
  };
  // It was delivered when it came; until its release only its identifier is needed, to know a repetition.
  store.incomingStorePacket = (client, message) => storeIncoming(client, withPayload(message, nothing));
}

/** Counts retained messages by topic. */
class RetainedMessages {
  readonly #limits: RetainedLimits;
  readonly #sizeBytes = new Map<string, number>();
  #totalBytes = 0;

  constructor(limits: RetainedLimits) {
    this.#limits = limits;
  }

  /** Whether `message` may be kept in place of its topic's earlier one; an empty one only removes that. */
  admit({ topic, payload }: StoredMessage): boolean {
    const { maxRetainedMessages, maxRetainedBytes } = this.#limits;
    this.#totalBytes -= this.#sizeBytes.get(topic) ?? 0;
    this.#sizeBytes.delete(topic);
    if (payload.length === 0) return true;
    const sizeBytes = Buffer.byteLength(topic) + payload.length;
    if (this.#sizeBytes.size >= maxRetainedMessages || this.#totalBytes + sizeBytes > maxRetainedBytes) return false;
    this.#sizeBytes.set(topic, sizeBytes);
    this.#totalBytes += sizeBytes;
    return true;
  }
}

const nothing = Buffer.alloc(0);

/**
 * A retained message is in memory when `storeRetained` returns. Aedes would have it wait for a promise all the same, be
 * overtaken by the messages that came after it, and drop it as a repetition for whoever had those already.
 */
const atOnce: PromiseLike<void> = {
  // biome-ignore lint/suspicious/noThenProperty: what Aedes calls, and what has to call back without delay
  then: (stored) => Promise.resolve(stored?.()) as never,
};

const withPayload = <M extends StoredMessage>(message: M, payload: Buffer): M => ({ ...message, payload });

/** A copy: a payload is part of a chunk from the socket, all of which it would keep alive. */
function own(payload: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(payload.length);
  payload.copy(copy);
  return copy;
}
