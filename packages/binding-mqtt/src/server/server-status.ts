import type { Content } from "@thingwright/contracts";
import type { MessageListener } from "../connection/listener.js";
import type { InboundMessage } from "../connection/message.js";
import { type StateOutbox, StatePublisher } from "./state-publisher.js";

/**
 * `{prefix}/status`: `online` while the server is connected; the connection's will says `offline` when it is gone without
 * a word.
 *
 * A will may come late: that of an earlier process of this server, whose connection the broker has missed only now, or
 * that of another process of its group. So the server listens to what is said there, and puts it right.
 */
export class ServerStatus implements MessageListener {
  readonly #state: StatePublisher;
  #isOnline = false;

  constructor(topic: string, outbox: StateOutbox) {
    this.#state = new StatePublisher(topic, outbox, { qos: 0, retain: true });
  }

  online(): void {
    this.#isOnline = true;
    this.#state.publish(statusContent("online"));
  }

  offline(): void {
    this.#isOnline = false;
    this.#state.publish(statusContent("offline"));
  }

  /** Says nothing any more, not even against others. */
  silence(): void {
    this.#isOnline = false;
  }

  message({ payload, retain }: InboundMessage): void {
    // What was retained is from before the subscription, and `online` is said after it.
    if (!retain && this.#isOnline && Buffer.from(payload).toString() !== "online") this.online();
  }

  interrupted(): void {}

  resumed(): void {}

  failed(): void {}
}

/** What a topic for a status says, retained. */
export const statusContent = (status: "online" | "offline"): Content => ({
  contentType: "text/plain",
  body: Buffer.from(status),
});
