import type { Clock, Logger } from "@thingwright/contracts";
import type { NodeWotClientLimits } from "./client-limits.js";
import type { Containment } from "./contained.js";

/** What subscriptions and requests by a binding of theirs need of their surroundings. */
export interface FeedContext {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly random: () => number;
  readonly limits: NodeWotClientLimits;
  readonly contained: Containment;
  /** Whether the `complete` of a binding ends a subscription. */
  readonly endsOnComplete: boolean;
}
