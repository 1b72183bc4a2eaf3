import type { ClientBinding, Clock, Content, Introducer, Logger } from "@thingwright/contracts";
import type { ThingDescription } from "@thingwright/td";
import type { ConsumedThing } from "../consumed/consumed-thing.js";
import type { DiscoveryLimits } from "./discovery-limits.js";

/** What finding Things needs from a Servient. */
export interface DiscoveryEnvironment {
  readonly limits: DiscoveryLimits;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly clients: readonly ClientBinding[];
  readonly introducers: readonly Introducer[];
  /** Parsed and validated. */
  describe(url: string, signal: AbortSignal): Promise<ThingDescription>;
  request(url: string, contentType: string, signal: AbortSignal): Promise<Content>;
  /** Validates a Thing Description that a directory lists. @throws {ThingDescriptionError} */
  parse(listed: unknown): ThingDescription;
  /**
   * A directory, to be listed.
   *
   * @param url - where its description was found
   * @param trusted - whether the caller named it
   */
  consume(directory: ThingDescription, url: string, trusted: boolean): ConsumedThing;
}
