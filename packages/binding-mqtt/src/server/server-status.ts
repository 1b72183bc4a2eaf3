import type { MessageListener } from "../connection/listener.js";
import type { InboundMessage } from "../connection/message.js";
import type { Outbox } from "./outbox.js";

/**
 * `{prefix}/status`: `online` while the server is connected; the connection's will says `offline` when it is gone without
 * a word.
 *
 * A will may come late: that of an earlier process of this server, whose connection the broker has missed only now, or
 * that of another process of its group. So the server listens to what is said there, and puts it right.
 */
export class ServerStatus implements MessageListener {
  readonly #topic: string;
  readonly #outbox: Outbox;
  #isOnline = false;

  constructor(topic: string, outbox: Outbox) {
    this.#topic = topic;
    this.#outbox = outbox;
  }

  online(): void {
    this.#isOnline = true;
    this.#publish("online");
  }

  offline(): void {
    this.#isOnline = false;
    this.#publish("offline");
  }

  /** Says nothing any more, not even against others. */
  silence(): void {
    this.#isOnline = false;
  }

  message({ payload }: InboundMessage): void {
    if (this.#isOnline && Buffer.from(payload).toString() !== "online") this.#publish("online");
  }

  interrupted(): void {}

  resumed(): void {}

  failed(): void {}

  #publish(status: "online" | "offline"): void {
    this.#outbox.send(statusMessage(this.#topic, status));
  }
}

export const statusMessage = (topic: string, status: "online" | "offline") => ({
  topic,
  payload: Buffer.from(status),
  qos: 0 as const,
  retain: true,
});
