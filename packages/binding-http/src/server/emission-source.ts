import type { HostedSubscription, InboundRequest, MaybePromise, Subscriber } from "@thingwright/contracts";

/** Where emissions come from: one affordance, or all of a kind. */
export interface EmissionSource {
  readonly thingId: string;
  /** Unique within the server: its path. */
  readonly path: string;
  /** Name for the `event` field; absent when each emission is an object whose only member says it. */
  readonly name?: string;
  /** Whether only the newest value matters, so that a slow reader may miss those before it. */
  readonly conflates: boolean;
  open(request: InboundRequest, subscriber: Subscriber): MaybePromise<HostedSubscription>;
}
