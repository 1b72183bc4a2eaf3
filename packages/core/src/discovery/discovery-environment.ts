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
   * @param trusted - whether the caller named the Thing: only then secrets go where its description says. One that was
   *   introduced by others could claim any id.
   */
  consume(description: ThingDescription, trusted: boolean): ConsumedThing;
}
