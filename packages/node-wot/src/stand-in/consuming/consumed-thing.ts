import type { ConsumedThing as OurConsumedThing, Servient as OurServient } from "@thingwright/core";
import type { ThingDescription } from "@thingwright/td";
import { Helpers } from "../thing/runtime-helpers.js";
import { Thing } from "../thing/thing-description.js";
import type { InteractionOptions } from "../thing/uri-variables.js";
import { InteractionOutput, type OutputSource } from "./interaction-output.js";

/** Who has the runtime that consumes. */
export interface ConsumingServient {
  readonly consumer: { readonly runtime: OurServient };
}

/** A running subscription. */
export interface Subscription {
  readonly active: boolean;
  stop(options?: InteractionOptions): Promise<void>;
}

export type WotListener = (data: InteractionOutput) => unknown;
export type ErrorListener = (error: Error) => unknown;

/**
 * A Thing that somebody else exposes, with the members of its description. How it is spoken to, `@thingwright/core` decides.
 */
export class ConsumedThing extends Thing {
  readonly #servient: ConsumingServient;
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
    return new InteractionOutput((await this.#thing.readProperty(propertyName, options)) as OutputSource);
  }

  async readAllProperties(options?: InteractionOptions): Promise<Map<string, InteractionOutput>> {
    return outputsOf(await this.#thing.readAllProperties(options));
  }

  async readMultipleProperties(
    propertyNames: string[],
    options?: InteractionOptions,
  ): Promise<Map<string, InteractionOutput>> {
    return outputsOf(await this.#thing.readMultipleProperties(propertyNames, options));
  }

  async writeProperty(propertyName: string, value: unknown, options?: InteractionOptions): Promise<void> {
    await this.#thing.writeProperty(propertyName, value as never, options);
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
    const output = await this.#thing.invokeAction(actionName, parameter as never, options);
    return output === undefined ? undefined : new InteractionOutput(output as unknown as OutputSource);
  }

  async observeProperty(
    name: string,
    listener: WotListener,
    errorListener?: ErrorListener,
    options?: InteractionOptions,
  ): Promise<Subscription> {
    const hear = (output: unknown) => void listener(new InteractionOutput(output as OutputSource));
    return (await this.#thing.observeProperty(name, hear as never, errorListener as never, options)) as Subscription;
  }

  async subscribeEvent(
    name: string,
    listener: WotListener,
    errorListener?: ErrorListener,
    options?: InteractionOptions,
  ): Promise<Subscription> {
    const hear = (output: unknown) => void listener(new InteractionOutput(output as OutputSource));
    return (await this.#thing.subscribeEvent(name, hear as never, errorListener as never, options)) as Subscription;
  }

  /** Of the runtime that the Servient has now: clients may have been added since the last call. */
  get #thing(): OurConsumedThing {
    const { runtime } = this.#servient.consumer;
    if (this.#ours?.of !== runtime) {
      const description = this.getThingDescription() as unknown as ThingDescription;
      this.#ours = { of: runtime, thing: runtime.consume(described(description)) as OurConsumedThing };
    }
    return this.#ours.thing;
  }
}

/** What a new Thing has empty is left out: it would be no valid description. */
function described(description: ThingDescription): ThingDescription {
  const entries = Object.entries(description).filter(([name, value]) => name !== "links" || value.length > 0);
  return Object.fromEntries(entries) as unknown as ThingDescription;
}

function outputsOf(outputs: unknown): Map<string, InteractionOutput> {
  const entries = [...(outputs as Map<string, OutputSource>)];
  return new Map(entries.map(([name, output]) => [name, new InteractionOutput(output)]));
}
