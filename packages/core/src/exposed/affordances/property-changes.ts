import { andThen, type HostedSubscription, type MaybePromise, type Subscriber } from "@thingwright/contracts";
import type { ValueCodec } from "../../value/value-codec.js";
import { Emitter } from "../emission/emitter.js";
import type { ExposedContext } from "./exposed-context.js";

/** The property whose changes are told. */
interface Changing {
  readonly name: string;
  readonly codec: ValueCodec;
  /** Whether those who observe all properties of the Thing hear of this one. */
  readonly isAmongAll: boolean;
}

/** Hears of changes within the program, as values. Must not throw. */
export interface ValueListener {
  changed(value: unknown): void;
  /** The Thing is withdrawn. */
  ended(): void;
}

/** Tells those who observe a property, alone or with all others, of its changes. */
export class PropertyChanges {
  readonly #property: Changing;
  readonly #context: ExposedContext;
  #emitter: Emitter | undefined;
  #listeners: Set<ValueListener> | undefined;
  /** Numbers of the question for the value that was asked last, and of the one whose answer was told last. */
  #asked = 0;
  #told = 0;

  constructor(property: Changing, context: ExposedContext) {
    this.#property = property;
    this.#context = context;
  }

  /** A way in that closes when the Thing is withdrawn, so that nobody comes in while their credentials are looked at. */
  open(): (subscriber: Subscriber, contentType: string, ended: () => void) => HostedSubscription {
    this.#emitter ??= new Emitter();
    const emitter = this.#emitter;
    return (subscriber, contentType, ended) => emitter.add(subscriber, contentType, ended);
  }

  /** Lets somebody within the program hear; returns what ends it. */
  listen(listener: ValueListener): () => void {
    this.#listeners ??= new Set();
    const listeners = this.#listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  /** Tells `value` if somebody listens. @throws {DataSchemaError} when an observer's content type cannot carry it */
  tell(value: unknown): void {
    if (!this.#isHeard) {
      this.#emitter?.skip();
      return;
    }
    const { name, codec } = this.#property;
    const time = this.#context.clock.now();
    for (const listener of this.#listeners ?? []) listener.changed(value);
    try {
      this.#emitter?.emit(time, (contentType) => codec.encode(value, contentType));
    } finally {
      if (this.#isHeardWithAll) this.#context.propertyChanged(name, value, time);
    }
  }

  /** Asks for the value if somebody listens and tells it, unless an answer to a later question came first. */
  askAndTell(ask: () => MaybePromise<unknown>): MaybePromise<void> {
    if (!this.#isHeard) {
      this.#emitter?.skip();
      return;
    }
    this.#asked += 1;
    const question = this.#asked;
    return andThen(ask(), (value) => {
      if (question < this.#told) return;
      this.#told = question;
      this.tell(value);
    });
  }

  /** Ends all observations. */
  end(): void {
    this.#emitter?.end();
    this.#emitter = undefined;
    const listeners = this.#listeners ?? [];
    this.#listeners = undefined;
    for (const listener of listeners) listener.ended();
  }

  get #isHeard(): boolean {
    return this.#emitter?.hasSubscribers === true || (this.#listeners?.size ?? 0) > 0 || this.#isHeardWithAll;
  }

  get #isHeardWithAll(): boolean {
    return this.#property.isAmongAll && this.#context.hearsAllProperties();
  }
}
