import type { HostedEvent, HostedSubscription, InboundRequest, Subscriber } from "@thingwright/contracts";
import type { TheirAffordance, TheirOptions } from "../plug-in/exposed-thing.js";
import { Emissions } from "./emissions.js";
import { handled } from "./handler-failure.js";
import { TheirHostedAffordance } from "./hosted-affordance.js";
import type { HostedContext } from "./hosted-context.js";

/** An event of a Thing of theirs, as servers of ours see it. */
export class TheirHostedEvent extends TheirHostedAffordance<TheirAffordance> implements HostedEvent {
  readonly emissions: Emissions;

  constructor(name: string, event: TheirAffordance, context: HostedContext) {
    super("events", name, event, context);
    this.emissions = new Emissions(context);
  }

  subscribe(request: InboundRequest, subscriber: Subscriber): Promise<HostedSubscription> {
    return handled(async () => {
      await this.context.admit(request);
      const { thing } = this.context;
      const options = (): TheirOptions => this.optionsOf("subscribeevent", request);
      return this.emissions.subscribe(
        subscriber,
        request.accept ?? (this.contentTypes[0] as string),
        (listener) => thing.handleSubscribeEvent(this.name, listener, options()),
        (listener) => thing.handleUnsubscribeEvent(this.name, listener, options()),
      );
    });
  }
}
