import {
  type Content,
  type HostedEvent,
  type HostedProperty,
  type HostedSubscription,
  type HostedThing,
  isPromise,
  type Logger,
  type MaybePromise,
  type Subscriber,
} from "@thingwright/contracts";
import { asWotError, type WotError } from "@thingwright/errors";
import type { InboundMessage } from "../connection/message.js";
import type { CommandTarget } from "./command.js";
import { CommandDesk, type DeskContext } from "./command-desk.js";
import type { Answer } from "./command-runner.js";
import { eventDelivery, hasState, stateDelivery } from "./delivery.js";
import { statusContent } from "./server-status.js";
import { StatePublisher } from "./state-publisher.js";
import type { ThingTopics } from "./thing-topics.js";

/** One Thing on a broker: publishes its state and events, takes its commands. */
export class ThingPresence {
  readonly thing: HostedThing;
  readonly topics: ThingTopics;
  readonly #context: DeskContext;
  readonly #logger: Logger;
  readonly #desk: CommandDesk;
  readonly #states: ReadonlyMap<string, StatePublisher>;
  readonly #status: StatePublisher;
  readonly #subscriptions: HostedSubscription[] = [];
  #withdrawn = false;

  constructor(context: DeskContext, thing: HostedThing, topics: ThingTopics, logger: Logger) {
    this.thing = thing;
    this.topics = topics;
    this.#context = context;
    this.#logger = logger;
    this.#desk = new CommandDesk(context, thing, topics, (target, answer) => this.#commandDone(target, answer));
    const { outbox } = context;
    this.#status = new StatePublisher(topics.status, outbox, { qos: 0, retain: true });
    this.#states = new Map(
      [...thing.properties.values()]
        .filter(hasState)
        .map((one) => [one.name, new StatePublisher(topics.property(one.name), outbox, stateDelivery(one))]),
    );
  }

  /** Subscribes to the Thing and publishes what it is like; what fails is logged and left out. */
  async begin(): Promise<void> {
    const properties = [...this.thing.properties.values()].filter((property) => property.observable);
    const events = [...this.thing.events.values()];
    await Promise.all([
      ...properties.map((property) => this.#attempt("observeproperty", property.name, () => this.#observe(property))),
      ...events.map((event) => this.#attempt("subscribeevent", event.name, () => this.#listen(event))),
    ]);
    this.refresh();
  }

  /** Says that the Thing is there. */
  announce(): void {
    this.#status.publish(statusContent("online"));
  }

  /** Publishes everything that is retained again: the broker may have lost it. */
  republish(): void {
    for (const state of this.#states.values()) state.republish();
    this.announce();
  }

  /** Has every value that is retained read and published. */
  refresh(): void {
    for (const [name, state] of this.#states) if (state.isRetained) void this.#refresh(name);
  }

  /** Ends the subscriptions to the Thing; commands are not taken any more. */
  end(): void {
    this.#withdrawn = true;
    for (const subscription of this.#subscriptions) subscription.cancel();
  }

  /** Says that the Thing is gone, and takes its retained values back. */
  retract(): void {
    this.#status.publish(statusContent("offline"));
    for (const state of this.#states.values()) state.clear();
  }

  message(message: InboundMessage): void {
    // A retained command would be carried out again with every connection.
    if (message.retain || this.#withdrawn) return;
    this.#desk.take(message);
  }

  oversize(topic: string, sizeBytes: number): void {
    this.#desk.refuse(topic, sizeBytes);
  }

  async #observe(property: HostedProperty): Promise<void> {
    const state = this.#states.get(property.name);
    if (state === undefined) return;
    const subscriber = this.#subscriber(property.name, (content) => state.publish(content));
    // An observation that has failed brings no more values: the one on the broker would look as if it still held.
    const failed = (error: WotError): void => {
      subscriber.error(error);
      state.clear();
    };
    await this.#keep(property.observe({}, { ...subscriber, error: failed }));
  }

  async #listen(event: HostedEvent): Promise<void> {
    const topic = this.topics.event(event.name);
    const delivery = eventDelivery(event);
    const publish = ({ body, contentType }: Content): void => {
      this.#context.outbox.emit({ topic, payload: body, ...delivery, properties: { contentType } });
    };
    await this.#keep(event.subscribe({}, this.#subscriber(event.name, publish)));
  }

  async #keep(subscribing: MaybePromise<HostedSubscription>): Promise<void> {
    const subscription = isPromise(subscribing) ? await subscribing : subscribing;
    if (this.#withdrawn) subscription.cancel();
    else this.#subscriptions.push(subscription);
  }

  #subscriber(name: string, publish: (content: Content) => void): Subscriber {
    return {
      next: ({ content }) => {
        if (!this.#withdrawn) publish(content);
      },
      error: (error) => this.#logger.warn("a subscription to the Thing ended", this.#about(name, error)),
      complete: () => {},
    };
  }

  #commandDone(target: CommandTarget, answer: Answer): void {
    if (target.kind === "thing") {
      if (target.verb.startsWith("write")) for (const name of this.#states.keys()) this.#refreshUnobserved(name);
      return;
    }
    if (target.kind !== "property") return;
    const name = this.#desk.propertyOf(target);
    if (target.verb === "set") this.#refreshUnobserved(name);
    else this.#states.get(name ?? "")?.publish(answer.content);
  }

  /** Nobody tells of a change of a property that cannot be observed: it is read. */
  #refreshUnobserved(name: string | undefined): void {
    if (name === undefined || this.thing.properties.get(name)?.observable !== false) return;
    if (this.#states.get(name)?.isRetained) void this.#refresh(name);
  }

  async #refresh(name: string): Promise<void> {
    const state = this.#states.get(name);
    const property = this.thing.properties.get(name);
    if (state === undefined || property === undefined) return;
    await this.#attempt("readproperty", name, () => {
      const value = property.read({});
      if (!isPromise(value)) return state.publish(value);
      return value.then((content) => {
        if (!this.#withdrawn) state.publish(content);
      });
    });
  }

  async #attempt(operation: string, name: string, run: () => MaybePromise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      this.#logger.warn("an affordance cannot be published", { operation, ...this.#about(name, error) });
    }
  }

  #about(affordance: string, error: unknown) {
    return { thing: this.thing.id, affordance, code: asWotError(error).code };
  }
}
