import type { ConsumedThing as OurConsumedThing, Servient as OurServient } from "@thingwright/core";
import { Helpers } from "../thing/runtime-helpers.js";
import { type Interactions, Thing, type ThingInteraction } from "../thing/thing-description.js";
import type { InteractionOptions } from "../thing/uri-variables.js";
import { described } from "./described.js";
import { InteractionOutput, type OutputSource } from "./interaction-output.js";
import { OneSubscription, type Subscription } from "./one-subscription.js";

/** Who has the runtime that consumes. */
export interface ConsumingServient {
  readonly consumer: { readonly runtime: OurServient };
}

export type WotListener = (data: InteractionOutput) => unknown;
export type ErrorListener = (error: Error) => unknown;

/**
 * A Thing that somebody else exposes, with the members of its description. How it is spoken to, `@thingwright/core` decides.
 */
export class ConsumedThing extends Thing {
  readonly #servient: ConsumingServient;
  readonly #observed = new OneSubscription("observe");
  readonly #subscribed = new OneSubscription("subscribe");
  #ours: { readonly thing: OurConsumedThing; readonly of: OurServient } | undefined;

  constructor(servient: ConsumingServient, thingModel: object = {}) {
    super();
    this.#servient = servient;
    const { constructor: _, ...members } = Helpers.structuredClone(thingModel) as Record<string, unknown>;
    const free = Object.entries(members).filter(([name]) => !(name in ConsumedThing.prototype));
    Object.assign(this, Object.fromEntries(free));
  }

  getThingDescription(): Thing {
    return JSON.parse(JSON.stringify(this)) as Thing;
  }

  /** @throws {ThingDescriptionError} when the description cannot be worked with */
  check(): void {
    void this.#thing;
  }

  async readProperty(propertyName: string, options?: InteractionOptions): Promise<InteractionOutput> {
    return new InteractionOutput(
      (await this.#thing.readProperty(
        propertyName,
        this.#options(this.properties, propertyName, options),
      )) as OutputSource,
    );
  }

  /** Of properties that have a Form for it. */
  async readAllProperties(options?: InteractionOptions): Promise<Map<string, InteractionOutput>> {
    if ((this.forms ?? []).length > 0) return outputsOf(await this.#thing.readAllProperties(options));
    const readable = Object.entries(this.properties).filter(
      ([, property]) => property.writeOnly !== true && isRead(property),
    );
    return this.readMultipleProperties(
      readable.map(([name]) => name),
      options,
    );
  }

  async readMultipleProperties(
    propertyNames: string[],
    options?: InteractionOptions,
  ): Promise<Map<string, InteractionOutput>> {
    return outputsOf(await this.#thing.readMultipleProperties(propertyNames, options));
  }

  async writeProperty(propertyName: string, value: unknown, options?: InteractionOptions): Promise<void> {
    await this.#thing.writeProperty(
      propertyName,
      value as never,
      this.#options(this.properties, propertyName, options),
    );
  }

  async writeMultipleProperties(valueMap: Map<string, unknown>, options?: InteractionOptions): Promise<void> {
    await this.#thing.writeMultipleProperties(valueMap as never, options);
  }

  /** Without an output where the Thing gives none. */
  async invokeAction(
    actionName: string,
    parameter?: unknown,
    options?: InteractionOptions,
  ): Promise<InteractionOutput | undefined> {
    const output = await this.#thing.invokeAction(
      actionName,
      parameter as never,
      this.#options(this.actions, actionName, options),
    );
    return output === undefined ? undefined : new InteractionOutput(output as unknown as OutputSource);
  }

  async observeProperty(
    name: string,
    listener: WotListener,
    errorListener?: ErrorListener,
    options?: InteractionOptions,
  ): Promise<Subscription> {
    const hear = (output: unknown) => void listener(new InteractionOutput(output as OutputSource));
    const given = this.#options(this.properties, name, options);
    return this.#observed.begin(
      name,
      () => this.#thing.observeProperty(name, hear as never, errorListener as never, given) as Promise<Subscription>,
    );
  }

  async subscribeEvent(
    name: string,
    listener: WotListener,
    errorListener?: ErrorListener,
    options?: InteractionOptions,
  ): Promise<Subscription> {
    const hear = (output: unknown) => void listener(new InteractionOutput(output as OutputSource));
    const given = this.#options(this.events, name, options);
    return this.#subscribed.begin(
      name,
      () => this.#thing.subscribeEvent(name, hear as never, errorListener as never, given) as Promise<Subscription>,
    );
  }

  /** With defaults of the Thing's variables. @throws {Error} for a variable that nobody declares */
  #options(affordances: Interactions, name: string, options: InteractionOptions = {}): InteractionOptions {
    const affordance = Object.hasOwn(affordances, name) ? affordances[name] : undefined;
    if (affordance === undefined || (options.uriVariables === undefined && this.uriVariables === undefined))
      return options;
    return Helpers.parseInteractionOptions(this, affordance, options);
  }

  /** Of the runtime that the Servient has now: clients may have been added since the last call. */
  get #thing(): OurConsumedThing {
    const { runtime } = this.#servient.consumer;
    if (this.#ours?.of !== runtime) {
      const description = this.getThingDescription();
      this.#ours = { of: runtime, thing: runtime.consume(described(description)) as OurConsumedThing };
    }
    return this.#ours.thing;
  }
}

/** Whether one of its Forms is for reading. */
const isRead = ({ forms = [] }: ThingInteraction): boolean =>
  forms.some(({ op }) => op === undefined || [op].flat().includes("readproperty"));

function outputsOf(outputs: unknown): Map<string, InteractionOutput> {
  const entries = [...(outputs as Map<string, OutputSource>)];
  return new Map(entries.map(([name, output]) => [name, new InteractionOutput(output)]));
}
