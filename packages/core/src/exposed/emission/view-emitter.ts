import type { Content, Emission, HostedSubscription, Subscriber } from "@thingwright/contracts";
import { RequestError } from "@thingwright/errors";
import { Emitter } from "./emitter.js";

/** Sets of affordances that different subscribers may not hear of, for one Thing at a time. */
const maxViews = 64;

interface View {
  readonly hidden: ReadonlySet<string>;
  readonly emitter: Emitter;
}

/** Brings the values of several affordances to subscribers, each of whom hears of those that it may hear of. */
export class ViewEmitter {
  /** By the names that are hidden. */
  readonly #views = new Map<string, View>();
  #ended = false;

  get hasSubscribers(): boolean {
    for (const { emitter } of this.#views.values()) if (emitter.hasSubscribers) return true;
    return false;
  }

  /**
   * @param hidden - names of affordances that the subscriber does not hear of
   * @throws {RequestError} WOT_UNAVAILABLE after `end`; WOT_TOO_MANY when subscribers differ in too many ways
   */
  add(subscriber: Subscriber, contentType: string, hidden: ReadonlySet<string>): HostedSubscription {
    if (this.#ended) throw new RequestError("WOT_UNAVAILABLE", "the Thing has been withdrawn");
    const view = JSON.stringify([...hidden].sort());
    const { emitter } = this.#views.get(view) ?? this.#open(view, hidden);
    const { cancel } = emitter.add(subscriber, contentType);
    return hidden.size === 0 ? { cancel } : { cancel, view };
  }

  /**
   * Tells everybody who may hear of `name`.
   *
   * @throws the first failure of `encode` or of a subscriber, once everybody else has been told
   */
  emit(
    name: string,
    time: number,
    encode: (contentType: string) => Content,
    more: Pick<Emission, "isWithoutData"> = {},
  ): void {
    const failures: unknown[] = [];
    for (const { hidden, emitter } of this.#views.values()) {
      if (hidden.has(name)) continue;
      try {
        emitter.emit(time, encode, more);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  /** Ends all subscriptions, and takes no more. */
  end(): void {
    this.#ended = true;
    for (const { emitter } of this.#views.values()) emitter.end();
    this.#views.clear();
  }

  #open(view: string, hidden: ReadonlySet<string>): View {
    if (this.#views.size >= maxViews) this.#forgetUnused();
    const opened = { hidden, emitter: new Emitter() };
    this.#views.set(view, opened);
    return opened;
  }

  #forgetUnused(): void {
    for (const [view, { emitter }] of this.#views) if (!emitter.hasSubscribers) this.#views.delete(view);
    if (this.#views.size >= maxViews) {
      throw new RequestError("WOT_TOO_MANY", `subscribers may see ${maxViews} different parts of the Thing`);
    }
  }
}
