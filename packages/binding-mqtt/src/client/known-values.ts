import { bytesOf, type InboundMessage } from "../connection/message.js";

/** Topics of a wildcard whose values are kept; one that has been dropped counts as news when the broker repeats it. */
const maxTopics = 1000;

/**
 * The latest value of each topic that a subscription has handed on: the broker repeats what it has retained after an
 * interruption, and when somebody else subscribes to the same wildcard, and that is no news.
 */
export class KnownValues {
  /** Most subscriptions have one topic, and need no table. */
  #topic: string | undefined;
  #bytes = "";
  #others: Map<string, string> | undefined;

  has({ topic, payload }: InboundMessage): boolean {
    const known = topic === this.#topic ? this.#bytes : this.#others?.get(topic);
    return known !== undefined && known.length === payload.length && known === bytesOf(payload);
  }

  add({ topic, payload }: InboundMessage): void {
    this.#topic ??= topic;
    if (topic === this.#topic) this.#bytes = bytesOf(payload);
    else this.#addOther(topic, bytesOf(payload));
  }

  #addOther(topic: string, bytes: string): void {
    this.#others ??= new Map();
    const isNew = this.#others.size >= maxTopics && !this.#others.has(topic);
    if (isNew) this.#others.delete(this.#others.keys().next().value!);
    this.#others.set(topic, bytes);
  }
}
