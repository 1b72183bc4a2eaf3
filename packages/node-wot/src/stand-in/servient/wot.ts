import type { ThingDescription } from "@thingwright/td";
import { ConsumedThing, type ConsumingServient } from "../consuming/consumed-thing.js";
import { ExposedThing, type Exposer } from "../exposing/exposed-thing.js";
import { validateExposedThingInit } from "../thing/check-init.js";
import { parseTD } from "../thing/thing-text.js";

/** What the entry points stand on. */
export interface Runtime extends Exposer, ConsumingServient {
  /** False when its `id` is taken. */
  addThing(thing: ExposedThing): boolean;
}

type ThingFilter = Parameters<Runtime["consumer"]["runtime"]["wot"]["discover"]>[0];

/** The entry points of the W3C Scripting API, as `start` of a Servient gives them. */
export class WoT {
  readonly #servient: Runtime;

  constructor(servient: Runtime) {
    this.#servient = servient;
  }

  /**
   * @throws {Error} for an init that makes no valid Thing Description, and for the `id` of a Thing that is there
   */
  async produce(init: object): Promise<ExposedThing> {
    const { valid, errors } = validateExposedThingInit(init);
    if (!valid) {
      throw new Error(
        `Cannot produce ExposedThing because Thing Description JSON schema validation failed:\n${errors}`,
      );
    }
    const thing = new ExposedThing(this.#servient, init);
    if (this.#servient.addThing(thing)) return thing;
    throw new Error(`Cannot produce ExposedThing because Thing already exists: ${thing.title}`);
  }

  /** @throws {Error} for what is no Thing Description; its `cause` says what and where */
  async consume(td: object): Promise<ConsumedThing> {
    try {
      const thing = new ConsumedThing(this.#servient, parseTD(JSON.stringify(td)));
      thing.check();
      return thing;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`Cannot consume TD because ${why}`, { cause: error });
    }
  }

  async requestThingDescription(url: string): Promise<ThingDescription> {
    return this.#servient.consumer.runtime.requestThingDescription(url);
  }

  async discover(filter?: ThingFilter) {
    return this.#servient.consumer.runtime.wot.discover(filter);
  }

  async exploreDirectory(url: string, filter?: ThingFilter) {
    return this.#servient.consumer.runtime.wot.exploreDirectory(url, filter);
  }
}
