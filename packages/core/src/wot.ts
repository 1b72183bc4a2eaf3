import { ProtocolError, UnsupportedError } from "@thingwright/errors";
import type { PartialThingDescription, ThingDescription } from "@thingwright/td";
import type * as WoT from "wot-typescript-definitions";
import type { ConsumedThing } from "./consumed/consumed-thing.js";
import type { ExposedThing } from "./exposed/exposed-thing.js";

/** What the entry points stand on. */
export interface Runtime {
  produce(init: PartialThingDescription): ExposedThing;
  consume(td: ThingDescription): ConsumedThing;
  requestThingDescription(url: string): Promise<ThingDescription>;
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

  /** Not built yet: rejects with UnsupportedError WOT_OPERATION. */
  async discover(_filter?: WoT.ThingFilter): Promise<WoT.ThingDiscoveryProcess> {
    throw new UnsupportedError("WOT_OPERATION", "discovery on the local network is not available");
  }

  /** The Thing Descriptions that the directory with the Thing Description at `url` lists. */
  async exploreDirectory(url: string, _filter?: WoT.ThingFilter): Promise<WoT.ThingDiscoveryProcess> {
    const directory = this.#servient.consume(await this.#servient.requestThingDescription(url));
    const listed = await directory.read("things");
    if (!Array.isArray(listed)) throw new ProtocolError("WOT_PROTOCOL", "the directory's listing is not an array");
    return discoveryOf(listed as WoT.ThingDescription[]);
  }
}

function discoveryOf(things: readonly WoT.ThingDescription[]): WoT.ThingDiscoveryProcess {
  const process = {
    done: false,
    stop(): void {
      process.done = true;
    },
    async *[Symbol.asyncIterator](): AsyncGenerator<WoT.ThingDescription> {
      for (const thing of things) {
        if (process.done) return;
        yield thing;
      }
      process.done = true;
    },
  };
  return process;
}
