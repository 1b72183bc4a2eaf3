import type { Content, HostedProperty, HostedSubscription, InboundRequest, Subscriber } from "@thingwright/contracts";
import { RequestError } from "@thingwright/errors";
import type { DataSchema } from "@thingwright/td";
import type { TheirOptions, TheirProperty } from "../plug-in/exposed-thing.js";
import { WholeContent } from "../plug-in/their-content.js";
import { Emissions } from "./emissions.js";
import { handled } from "./handler-failure.js";
import { TheirHostedAffordance } from "./hosted-affordance.js";
import { answerOf, type HostedContext } from "./hosted-context.js";
import { checkedInput } from "./hosted-input.js";

/** A property of a Thing of theirs, as servers of ours see it. */
export class TheirHostedProperty extends TheirHostedAffordance<TheirProperty> implements HostedProperty {
  readonly emissions: Emissions;

  constructor(name: string, property: TheirProperty, context: HostedContext) {
    super("properties", name, property, context);
    this.emissions = new Emissions(context);
  }

  get readOnly(): boolean {
    return this.affordance.readOnly === true;
  }

  get writeOnly(): boolean {
    return this.affordance.writeOnly === true;
  }

  get observable(): boolean {
    return this.affordance.observable === true;
  }

  read(request: InboundRequest): Promise<Content> {
    return handled(async () => {
      await this.context.admit(request);
      if (this.writeOnly) throw new RequestError("WOT_METHOD", `property "${this.name}" can only be written`);
      const content = await this.context.thing.handleReadProperty(this.name, this.optionsOf("readproperty", request));
      return answerOf(content, this.contentTypes[0] as string, this.context.maxBodyBytes);
    });
  }

  write(request: InboundRequest): Promise<void> {
    return handled(async () => {
      await this.context.admit(request);
      await this.set(this.checked(request), request);
    });
  }

  /**
   * The content of a request to write, which nobody has carried out yet.
   *
   * @throws {WotError} when it cannot be written
   */
  checked(request: InboundRequest): Content {
    if (this.readOnly) throw new RequestError("WOT_METHOD", `property "${this.name}" can only be read`);
    return checkedInput(request, this.affordance as DataSchema, this.contentTypes);
  }

  async set(content: Content, request: InboundRequest): Promise<void> {
    const options = this.optionsOf("writeproperty", request);
    await this.context.thing.handleWriteProperty(this.name, new WholeContent(content), options);
  }

  observe(request: InboundRequest, subscriber: Subscriber): Promise<HostedSubscription> {
    return handled(async () => {
      await this.context.admit(request);
      const { thing } = this.context;
      const options = (): TheirOptions => this.optionsOf("observeproperty", request);
      return this.emissions.subscribe(
        subscriber,
        request.accept ?? (this.contentTypes[0] as string),
        (listener) => thing.handleObserveProperty(this.name, listener, options()),
        (listener) => thing.handleUnobserveProperty(this.name, listener, options()),
      );
    });
  }
}
