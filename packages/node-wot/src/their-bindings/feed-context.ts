import type { Clock, Logger } from "@thingwright/contracts";
import type { NodeWotClientLimits } from "./client-limits.js";

/** Runs code of theirs so that what it leaves behind does no harm. */
export type Run = <T>(work: () => T) => T;

/** What subscriptions and requests by a binding of theirs need of their surroundings. */
export interface FeedContext {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly random: () => number;
  readonly limits: NodeWotClientLimits;
  readonly run: Run;
}
