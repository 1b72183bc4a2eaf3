import type {
  Clock,
  HostedDescription,
  HostedThing,
  Logger,
  RecentlyUsed,
  ServerBinding,
} from "@thingwright/contracts";
import type { ValueCodec } from "../value/value-codec.js";
import type { ExposedThings } from "./exposed-things.js";
import type { ThingPlans } from "./plan/thing-plan.js";

/** Limits of exposed Things, with their defaults in {@link exposeLimits}. */
export interface ExposeLimits {
  /** Longest stream that a handler may answer with. */
  readonly maxStreamBytes: number;
  /** Most invocations of one asynchronous action that are remembered. */
  readonly maxInvocations: number;
  /** Bytes of Thing Descriptions that are kept as they are served, for all Things together; others are made anew. */
  readonly maxCachedDescriptionBytes: number;
}

export const exposeLimits: ExposeLimits = {
  maxStreamBytes: 16 * 1024 * 1024,
  maxInvocations: 100,
  maxCachedDescriptionBytes: 16 * 1024 * 1024,
};

/**
 * Who may see Thing Descriptions: `"open"` all of them anybody; `"secured"` each whoever meets the security of its Thing;
 * `"personal"` everybody the affordances and Forms that it may use, and the Things that have any of these.
 */
export type DescriptionAccess = "open" | "secured" | "personal";

/** What an ExposedThing needs from its Servient. */
export interface ExposeEnvironment {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Carries values that no schema describes: objects of several properties or events. */
  readonly anything: ValueCodec;
  readonly plans: ThingPlans;
  readonly limits: ExposeLimits;
  /** Content types that affordances offer unless they name their own. */
  readonly contentTypes: readonly string[];
  readonly servers: readonly ServerBinding[];
  /** Whether Things without security may be exposed beyond this machine. */
  readonly allowInsecure: boolean;
  readonly descriptionAccess: DescriptionAccess;
  /** The Servient's listing. */
  readonly things: ExposedThings;
  /** The descriptions that were asked for last. */
  readonly descriptions: RecentlyUsed<HostedThing, HostedDescription>;
}
