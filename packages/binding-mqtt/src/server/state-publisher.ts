import type { Content } from "@thingwright/contracts";
import type { Outbox } from "./outbox.js";

/** Keeps one topic's retained message up to date; under back-pressure only the latest value counts. */
export class StatePublisher {
  readonly #topic: string;
  readonly #outbox: Outbox;
  readonly #flush = (): void => this.republish();
  #latest: Content | undefined;

  constructor(topic: string, outbox: Outbox) {
    this.#topic = topic;
    this.#outbox = outbox;
  }

  publish(content: Content): void {
    this.#latest = content;
    this.republish();
  }

  /** Publishes the latest value again, if there is one. */
  republish(): void {
    if (this.#latest === undefined) return;
    const { body, contentType } = this.#latest;
    this.#send(body, contentType);
  }

  /** Takes the retained message back (MQTT 5.0 §3.3.1.3). */
  clear(): void {
    if (this.#latest === undefined) return;
    this.#latest = undefined;
    this.#send(new Uint8Array(0), "");
  }

  #send(payload: Uint8Array, contentType: string): void {
    const properties = contentType === "" ? {} : { properties: { contentType } };
    const sent = this.#outbox.send({ topic: this.#topic, payload, qos: 0, retain: true, ...properties });
    if (!sent) this.#outbox.whenRoom(this.#flush);
  }
}
