import type { Content, Emission, HostedSubscription, Subscriber } from "@thingwright/contracts";
import { RequestError, type WotError } from "@thingwright/errors";

interface Entry {
  readonly subscriber: Subscriber;
  readonly ended: () => void;
}

/** Brings the values of one affordance to its subscribers, encoding each value once for each content type in use. */
export class Emitter {
  readonly #byContentType = new Map<string, Set<Entry>>();
  #sequence = 0;
  #ended = false;

  get hasSubscribers(): boolean {
    return this.#byContentType.size > 0;
  }

  /**
   * @param ended - called once when the subscription is cancelled or ended
   * @throws {RequestError} WOT_UNAVAILABLE after `end`
   */
  add(subscriber: Subscriber, contentType: string, ended: () => void = () => {}): HostedSubscription {
    if (this.#ended) throw new RequestError("WOT_UNAVAILABLE", "the Thing has been withdrawn");
    const entry: Entry = { subscriber, ended };
    const entries = this.#byContentType.get(contentType) ?? new Set();
    this.#byContentType.set(contentType, entries.add(entry));
    return {
      cancel: () => {
        if (!entries.delete(entry)) return;
        if (entries.size === 0) this.#byContentType.delete(contentType);
        ended();
      },
    };
  }

  /** Counts a value that nobody hears, so that whoever comes back knows that one was missed. */
  skip(): void {
    this.#sequence += 1;
  }

  /**
   * Tells everybody. `encode` is called once for each content type that somebody subscribed with.
   *
   * @throws the first failure of `encode` or of a subscriber, once everybody else has been told
   */
  emit(time: number, encode: (contentType: string) => Content, more: Pick<Emission, "isWithoutData"> = {}): void {
    this.#sequence += 1;
    if (this.#byContentType.size === 0) return;
    const sequence = this.#sequence;
    const failures: unknown[] = [];
    for (const [contentType, entries] of [...this.#byContentType]) {
      attempt(failures, () => {
        const emission = { sequence, time, content: encode(contentType), ...more };
        for (const entry of [...entries]) {
          if (entries.has(entry)) attempt(failures, () => entry.subscriber.next(emission));
        }
      });
    }
    if (failures.length > 0) throw failures[0];
  }

  /** Ends all subscriptions, properly or with `error`, and takes no more. */
  end(error?: WotError): void {
    this.#ended = true;
    const entries = [...this.#byContentType.values()].flatMap((each) => [...each]);
    for (const each of this.#byContentType.values()) each.clear();
    this.#byContentType.clear();
    // A subscriber must not throw; one that does nevertheless keeps nobody from being ended.
    const ignored: unknown[] = [];
    for (const { subscriber, ended } of entries) {
      attempt(ignored, () => (error === undefined ? subscriber.complete() : subscriber.error(error)));
      attempt(ignored, ended);
    }
  }
}

function attempt(failures: unknown[], work: () => void): void {
  try {
    work();
  } catch (error) {
    failures.push(error);
  }
}
