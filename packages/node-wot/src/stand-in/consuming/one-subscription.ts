import type { InteractionOptions } from "../thing/uri-variables.js";

/** A running subscription. */
export interface Subscription {
  readonly active: boolean;
  stop(options?: InteractionOptions): Promise<void>;
}

/** Lets there be one subscription for each name at a time, as the Scripting API has it. */
export class OneSubscription {
  readonly #verb: string;
  readonly #names = new Set<string>();

  /** @param verb - for messages: observe, subscribe */
  constructor(verb: string) {
    this.#verb = verb;
  }

  /**
   * @param title - of the Thing, for messages
   * @throws {Error} while there is one by `name`
   */
  async begin(title: string, name: string, subscribe: () => Promise<Subscription>): Promise<Subscription> {
    if (this.#names.has(name)) {
      throw new Error(
        `ConsumedThing '${title}' has already a function subscribed to ${name}. You can only ${this.#verb} once`,
      );
    }
    this.#names.add(name);
    try {
      return this.#endingBy(await subscribe(), name);
    } catch (error) {
      this.#names.delete(name);
      throw error;
    }
  }

  #endingBy(subscription: Subscription, name: string): Subscription {
    return {
      get active() {
        return subscription.active;
      },
      stop: async (options) => {
        this.#names.delete(name);
        await subscription.stop(options);
      },
    };
  }
}
