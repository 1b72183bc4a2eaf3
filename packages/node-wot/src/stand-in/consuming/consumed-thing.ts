import type {
  InteractionOutput as OurOutput,
  Servient as OurServient,
  ConsumedThing as OurThing,
} from "@thingwright/core";
import { isWotError } from "@thingwright/errors";
import { retold } from "../bindings/retold-failure.js";
import { isWebStream } from "../content/streams.js";
import { createWarnLogger } from "../logging/loggers.js";
import { Helpers } from "../thing/runtime-helpers.js";
import type { Interactions, Thing, ThingInteraction } from "../thing/thing-description.js";
import type { InteractionOptions } from "../thing/uri-variables.js";
import { type ActionInteractionOutput, actionOutputOf } from "./action-interaction-output.js";
import { described } from "./described.js";
import { type InteractionOutput, outputOf } from "./interaction-output.js";
import { OneSubscription, type Subscription } from "./one-subscription.js";
import { type FormServient, ThingByForms } from "./thing-by-forms.js";

const warn = createWarnLogger("core", "consumed-thing");

/** Who has the runtime that consumes. */
export interface ConsumingServient extends FormServient {
  readonly consumer: { readonly runtime: OurServient };
}

// biome-ignore lint/suspicious/noExplicitAny: listeners are typed by whichever definitions of the Scripting API a program has
export type WotListener = (data: any) => unknown;
export type ErrorListener = (error: Error) => unknown;

/**
 * A Thing that somebody else exposes, with the members of its description. How it is spoken to, `@thingwright/core` decides.
 */
export class ConsumedThing extends ThingByForms {
  readonly #servient: ConsumingServient;
  readonly #observed = new OneSubscription("observe");
  readonly #subscribed = new OneSubscription("subscribe");
  #ours: { readonly thing: OurThing; readonly of: OurServient } | undefined;

  constructor(servient: ConsumingServient, thingModel: object = {}) {
    super(servient);
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

  /** Does nothing: its events are told by whoever exposes it. */
  emitEvent(_name: string, _data?: unknown): void {
    warn("not implemented");
  }

  readProperty(propertyName: string, options?: InteractionOptions): Promise<InteractionOutput> {
    return this.#do("property", propertyName, options, async (given) =>
      outputOf(await this.#thing.readProperty(propertyName, given)),
    );
  }

  /** Of properties that have a Form for it. */
  async readAllProperties(options?: InteractionOptions): Promise<Map<string, InteractionOutput>> {
    if ((this.forms ?? []).length > 0) return outputsOf(await this.#thing.readAllProperties(options));
    const readable = Object.entries(this.properties).filter(([, each]) => each.writeOnly !== true && isRead(each));
    return this.readMultipleProperties(
      readable.map(([name]) => name),
      options,
    );
  }

  async readMultipleProperties(
    propertyNames: string[],
    options?: InteractionOptions,
  ): Promise<Map<string, InteractionOutput>> {
    return this.#doMany(`read properties: ${propertyNames}`, async () =>
      outputsOf(await this.#thing.readMultipleProperties(propertyNames, options)),
    );
  }

  /** @param value - or a stream of its bytes */
  writeProperty(propertyName: string, value: unknown, options?: InteractionOptions): Promise<void> {
    return this.#do("property", propertyName, options, (given) =>
      this.#thing.writeProperty(propertyName, value as never, given),
    );
  }

  /** At once where the Thing has a Form for it; streams are written one by one. */
  async writeMultipleProperties(valueMap: Map<string, unknown>, options?: InteractionOptions): Promise<void> {
    const all = [...valueMap];
    await this.#doMany(`write multiple properties: ${all.map(([name]) => name)}`, async () => {
      if (!all.some(([, value]) => isWebStream(value))) {
        return this.#thing.writeMultipleProperties(valueMap as never, options);
      }
      await Promise.all(all.map(([name, value]) => this.writeProperty(name, value, options)));
    });
  }

  invokeAction(
    actionName: string,
    parameter?: unknown,
    options?: InteractionOptions,
  ): Promise<ActionInteractionOutput> {
    return this.#do("action", actionName, options, async (given, action) =>
      actionOutputOf(
        (await this.#thing.invokeAction(actionName, parameter as never, given)) as OurOutput | undefined,
        action,
      ),
    );
  }

  observeProperty(
    name: string,
    listener: WotListener,
    errorListener?: ErrorListener,
    options?: InteractionOptions,
  ): Promise<Subscription> {
    return this.#do("property", name, options, (given) =>
      this.#observed.begin(this.title, name, () =>
        this.#thing.observeProperty(name, telling(listener) as never, errorListener as never, given),
      ),
    );
  }

  subscribeEvent(
    name: string,
    listener: WotListener,
    errorListener?: ErrorListener,
    options?: InteractionOptions,
  ): Promise<Subscription> {
    return this.#do("event", name, options, (given) =>
      this.#subscribed.begin(this.title, name, () =>
        this.#thing.subscribeEvent(name, telling(listener) as never, errorListener as never, given),
      ),
    );
  }

  /**
   * Works with one affordance, with defaults of the Thing's variables.
   *
   * @throws {Error} for a name, and for a variable, that nobody declares
   */
  async #do<T>(
    kind: keyof typeof membersOf,
    name: string,
    options: InteractionOptions = {},
    work: (options: InteractionOptions, affordance: ThingInteraction) => Promise<T>,
  ): Promise<T> {
    const all: Interactions = this[membersOf[kind]];
    const affordance = Object.hasOwn(all, name) ? all[name] : undefined;
    if (affordance === undefined) throw new Error(`ConsumedThing '${this.title}' does not have ${kind} ${name}`);
    const isPlain = options.uriVariables === undefined && this.uriVariables === undefined;
    try {
      return await retold(() =>
        work(isPlain ? options : Helpers.parseInteractionOptions(this, affordance, options), affordance),
      );
    } catch (error) {
      if (isWotError(error) && error.code === "WOT_NO_FORM") {
        error.message = `ConsumedThing '${this.title}' did not get suitable form: ${error.message}`;
      }
      throw error;
    }
  }

  /** Works with several, and says of a failure what it was about. */
  async #doMany<T>(what: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Error) {
        error.message = `ConsumedThing '${this.title}', failed to ${what}.\n Error: ${error.message}`;
      }
      throw error;
    }
  }

  /** Of the runtime that the Servient has now: clients may have been added since the last call. */
  get #thing(): OurThing {
    const { runtime } = this.#servient.consumer;
    if (this.#ours?.of !== runtime) {
      const description = this.getThingDescription();
      this.#ours = { of: runtime, thing: runtime.consume(described(description)) as OurThing };
    }
    return this.#ours.thing;
  }
}

const membersOf = { property: "properties", action: "actions", event: "events" } as const;

const telling =
  (listener: WotListener) =>
  (output: OurOutput): void =>
    void listener(outputOf(output));

/** Whether one of its Forms is for reading. */
const isRead = ({ forms = [] }: ThingInteraction): boolean =>
  forms.some(({ op }) => op === undefined || [op].flat().includes("readproperty"));

function outputsOf(outputs: unknown): Map<string, InteractionOutput> {
  return new Map([...(outputs as Map<string, OurOutput>)].map(([name, output]) => [name, outputOf(output)]));
}
