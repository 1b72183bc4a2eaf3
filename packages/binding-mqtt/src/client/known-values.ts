import { bytesOf, type InboundMessage } from "../connection/message.js";

/** Topics whose values are kept; one that has been dropped counts as news when the broker repeats it. */
const maxTopics = 1000;

/**
 * The latest value of each topic that a subscription to several has handed on: the broker repeats what it has retained after
 * an interruption, and when somebody else subscribes to the same wildcard, and that is no news.
 */
export class KnownValues {
  readonly #byTopic = new Map<string, string>();

  has({ topic, payload }: InboundMessage): boolean {
    const known = this.#byTopic.get(topic);
    return known !== undefined && known.length === payload.length && known === bytesOf(payload);
  }

  add({ topic, payload }: InboundMessage): void {
    const isNew = this.#byTopic.size >= maxTopics && !this.#byTopic.has(topic);
    if (isNew) this.#byTopic.delete(this.#byTopic.keys().next().value!);
    this.#byTopic.set(topic, bytesOf(payload));
  }
}
