import type { PartialThingDescription, ThingDescription } from "@thingwright/td";
import type * as WoT from "wot-typescript-definitions";
import type { ConsumedThing } from "./consumed/consumed-thing.js";
import type { DiscoveryProcess } from "./discovery/discovery-process.js";
import type { ExposedThing } from "./exposed/exposed-thing.js";

/** What the entry points stand on. */
export interface Runtime {
  produce(init: PartialThingDescription): ExposedThing;
  consume(td: ThingDescription): ConsumedThing;
  requestThingDescription(url: string): Promise<ThingDescription>;
  discover(options: { readonly filter?: WoT.ThingFilter }): DiscoveryProcess;
  exploreDirectory(url: string, options: { readonly filter?: WoT.ThingFilter }): Promise<DiscoveryProcess>;
}

/** The entry points of the W3C Scripting API, over one Servient. */
export class Wot {
  readonly #servient: Runtime;

  constructor(servient: Runtime) {
    this.#servient = servient;
  }

  async produce(init: WoT.ExposedThingInit | PartialThingDescription): Promise<ExposedThing> {
    return this.#servient.produce(init as PartialThingDescription);
  }

  async consume(td: WoT.ThingDescription | ThingDescription): Promise<ConsumedThing> {
    return this.#servient.consume(td as ThingDescription);
  }

  async requestThingDescription(url: string): Promise<WoT.ThingDescription> {
    return (await this.#servient.requestThingDescription(url)) as unknown as WoT.ThingDescription;
  }

  /**
   * Looks for Things by every installed introducer. Rejects with UnsupportedError WOT_OPERATION when there is none.
   *
   * @param filter - only Things that have everything that its `fragment` has
   */
  async discover(filter?: WoT.ThingFilter): Promise<WoT.ThingDiscoveryProcess> {
    return processOf(this.#servient.discover(filtered(filter)));
  }

  /** The Thing Descriptions that the directory with the Thing Description at `url` lists. */
  async exploreDirectory(url: string, filter?: WoT.ThingFilter): Promise<WoT.ThingDiscoveryProcess> {
    return processOf(await this.#servient.exploreDirectory(url, filtered(filter)));
  }
}

const filtered = (filter: WoT.ThingFilter | undefined) => (filter === undefined ? {} : { filter });

/** The two differ in the types of Thing Descriptions only. */
const processOf = (process: DiscoveryProcess) => process as unknown as WoT.ThingDiscoveryProcess;
