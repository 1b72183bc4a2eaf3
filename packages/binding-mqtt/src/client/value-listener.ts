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

/** What the messages of a subscription are to it. */
export interface ValueTerms {
  readonly toContent: ContentReader;
  readonly retained: RetainedUse;
  /** Whether an empty message ends it. */
  readonly endsWithState: boolean;
  /** Whether there is one filter, and it is exact. */
  readonly hasOneTopic: boolean;
}

/** Hands the values of a subscription to its sink. */
export class ValueListener implements MessageListener {
  readonly #running: RunningSubscription;
  readonly #toContent: ContentReader;
  readonly #retained: RetainedUse;
  readonly #endsWithState: boolean;
  readonly ignoresRetained: boolean;
  /** What has been heard; `undefined` where all comes on one topic, whose subscription knows what came last. */
  readonly #known: KnownValues | undefined;
  #hasHeard = false;
  #wasInterrupted = false;

  constructor(running: RunningSubscription, { toContent, retained, endsWithState, hasOneTopic }: ValueTerms) {
    this.ignoresRetained = retained === "never";
    this.#running = running;
    this.#toContent = toContent;
    this.#retained = retained;
    this.#endsWithState = endsWithState;
    this.#known = hasOneTopic || this.ignoresRetained ? undefined : new KnownValues();
  }

  message(message: InboundMessage, isRepeated = false): void {
    if (message.retain && (!this.#takesRetained() || this.#hasHad(message, isRepeated))) return;
    if (message.payload.length === 0 && !this.ignoresRetained) {
      this.#gone();
      return;
    }
    this.#hasHeard = true;
    this.#known?.add(message);
    const content = this.#toContent(message);
    if (content !== undefined) this.#running.next(content);
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

  /** Who has heard anything of its only topic has heard all that came on it since. */
  #hasHad(message: InboundMessage, isRepeated: boolean): boolean {
    return this.#known === undefined ? isRepeated && this.#hasHeard : this.#known.has(message);
  }

  #takesRetained(): boolean {
    return this.#retained === "always" || (this.#retained === "after-interruption" && this.#wasInterrupted);
  }
}
