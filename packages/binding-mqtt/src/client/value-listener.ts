import type { Content } from "@thingwright/contracts";
import { ProtocolError, RemoteError, type WotError } from "@thingwright/errors";
import type { MessageListener } from "../connection/listener.js";
import type { InboundMessage } from "../connection/message.js";
import { KnownValues } from "./known-values.js";
import type { RunningSubscription } from "./running-subscription.js";

/**
 * Whether messages count that the broker had kept: of one property always (they are its value), of all properties only
 * those that tell what an interruption has hidden, of events never, unless the Form says that they are retained.
 */
export type RetainedUse = "always" | "after-interruption" | "never";

/** Makes the content of a message; `undefined` for a message that is no value. */
export type ContentReader = (message: InboundMessage) => Content | undefined;

/** Hands the values of a subscription to its sink. */
export class ValueListener implements MessageListener {
  readonly #running: RunningSubscription;
  readonly #toContent: ContentReader;
  readonly #retained: RetainedUse;
  readonly #endsWithState: boolean;
  readonly ignoresRetained: boolean;
  readonly #known = new KnownValues();
  #wasInterrupted = false;

  constructor(running: RunningSubscription, toContent: ContentReader, retained: RetainedUse, endsWithState: boolean) {
    this.ignoresRetained = retained === "never";
    this.#running = running;
    this.#toContent = toContent;
    this.#retained = retained;
    this.#endsWithState = endsWithState;
  }

  message(message: InboundMessage): void {
    if (message.retain && (!this.#takesRetained() || this.#known.has(message))) return;
    if (message.payload.length === 0 && this.#retained !== "never") {
      this.#gone();
      return;
    }
    if (!this.ignoresRetained) this.#known.add(message);
    const content = this.#toContent(message);
    if (content !== undefined) this.#running.tell((sink) => sink.next(content));
  }

  /** One value is missing; the next one comes as ever. */
  oversize(topic: string, sizeBytes: number): void {
    const reason = `a message of ${sizeBytes} bytes on ${topic} is over maxBodyBytes and was left out`;
    const gap = {};
    this.#running.interrupted(gap, new ProtocolError("WOT_PROTOCOL", reason));
    this.#running.resumed(gap);
  }

  interrupted(error: WotError): void {
    this.#wasInterrupted = true;
    this.#running.interrupted(this, error);
  }

  resumed(): void {
    this.#running.resumed(this);
  }

  failed(error: WotError): void {
    this.#running.end((sink) => sink.error(error));
  }

  /** An empty message takes a retained value back (MQTT 5.0 §3.3.1.3). Of a Thing of ours it means the end. */
  #gone(): void {
    if (!this.#endsWithState) return;
    const error = new RemoteError("WOT_REMOTE", "the Thing has ended the observation", { status: "503" });
    this.#running.end((sink) => sink.error(error));
  }

  #takesRetained(): boolean {
    return this.#retained === "always" || (this.#retained === "after-interruption" && this.#wasInterrupted);
  }
}
