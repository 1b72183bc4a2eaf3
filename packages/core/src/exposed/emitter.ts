import type { Content, Emission, HostedSubscription, Subscriber } from "@thingwright/contracts";
import type { WotError } from "@thingwright/errors";

interface Entry {
  readonly subscriber: Subscriber;
  readonly contentType: string;
  readonly ended: () => void;
}

/** Brings the values of one affordance to its subscribers, encoding each value once for each content type in use. */
export class Emitter {
  readonly #entries = new Set<Entry>();
  #sequence = 0;

  get hasSubscribers(): boolean {
    return this.#entries.size > 0;
  }

  /** @param ended - called once when the subscription is cancelled or ended */
  add(subscriber: Subscriber, contentType: string, ended: () => void = () => {}): HostedSubscription {
    const entry: Entry = { subscriber, contentType, ended };
    this.#entries.add(entry);
    return {
      cancel: () => {
        if (this.#entries.delete(entry)) ended();
      },
    };
  }

  /** `encode` is called once for each content type that somebody subscribed with. */
  emit(time: number, encode: (contentType: string) => Content): void {
    this.#sequence += 1;
    if (this.#entries.size === 0) return;
    const emissions = new Map<string, Emission>();
    for (const { subscriber, contentType } of [...this.#entries]) {
      let emission = emissions.get(contentType);
      if (emission === undefined) {
        emission = { sequence: this.#sequence, time, content: encode(contentType) };
        emissions.set(contentType, emission);
      }
      subscriber.next(emission);
    }
  }

  /** Ends all subscriptions: properly, or with `error`. */
  end(error?: WotError): void {
    const entries = [...this.#entries];
    this.#entries.clear();
    for (const { subscriber, ended } of entries) {
      if (error === undefined) subscriber.complete();
      else subscriber.error(error);
      ended();
    }
  }
}
