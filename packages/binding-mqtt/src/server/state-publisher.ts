import type { Content } from "@thingwright/contracts";
import type { Delivery } from "./delivery.js";
import type { Outbox } from "./outbox.js";

/** What states are published through. */
export type StateOutbox = Pick<Outbox, "send" | "whenRoom">;

/** Keeps what one topic says up to date; under back-pressure only the latest value counts. */
export class StatePublisher {
  readonly #topic: string;
  readonly #outbox: StateOutbox;
  readonly #delivery: Delivery;
  readonly #flush = (): void => this.#publishLatest();
  #latest: Content | undefined;
  #isUnsent = false;

  constructor(topic: string, outbox: StateOutbox, delivery: Delivery) {
    this.#topic = topic;
    this.#outbox = outbox;
    this.#delivery = delivery;
  }

  /** Whether the broker keeps the latest value for those who come later. */
  get isRetained(): boolean {
    return this.#delivery.retain;
  }

  publish(content: Content): void {
    this.#latest = content;
    this.#publishLatest();
  }

  /** After a lost connection: publishes the latest value if the broker is to keep it, or has never had it. */
  republish(): void {
    if (this.#delivery.retain || this.#isUnsent) this.#publishLatest();
  }

  /** Says that there is no value any more, which takes a retained one back (MQTT 5.0 §3.3.1.3). */
  clear(): void {
    if (this.#latest === undefined) return;
    this.#latest = undefined;
    this.#send(new Uint8Array(0), "");
  }

  #publishLatest(): void {
    if (this.#latest === undefined) return;
    const { body, contentType } = this.#latest;
    this.#send(body, contentType);
  }

  #send(payload: Uint8Array, contentType: string): void {
    const properties = contentType === "" ? {} : { properties: { contentType } };
    this.#isUnsent = !this.#outbox.send({ topic: this.#topic, payload, ...this.#delivery, ...properties });
    if (this.#isUnsent) this.#outbox.whenRoom(this.#flush);
  }
}
