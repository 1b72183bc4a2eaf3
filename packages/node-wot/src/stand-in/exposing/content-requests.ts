import { InteractionOutput } from "../consuming/interaction-output.js";
import type { Content } from "../content/content.js";
import { ContentSerdes } from "../content/content-serdes.js";
import { createWarnLogger } from "../logging/loggers.js";
import { getFormIndexForOperation, type InteractionKind } from "../protocol/form-choice.js";
import type { DataSchema, Form, Interactions, ThingInteraction } from "../thing/thing-description.js";
import { type InteractionOptions, validateInteractionOptions } from "../thing/uri-variables.js";
import { type ContentListener, ContentListeners } from "./content-listeners.js";
import type { ThingHandlers } from "./thing-handlers.js";

const warn = createWarnLogger("core", "exposed-thing");

/** Options of what a server of node-wot's plug-in contract asks for. */
export type RequestOptions = InteractionOptions & { formIndex: number };

/** The Thing that is asked. */
export interface AskedThing {
  readonly title: string;
  readonly properties: Interactions;
  readonly actions: Interactions;
  readonly events: Interactions;
}

/** What a server begins and ends to hear, with the operations for it. */
const listening = {
  property: { begin: "observeproperty", end: "unobserveproperty" },
  event: { begin: "subscribeevent", end: "unsubscribeevent" },
} as const;

export type Listened = keyof typeof listening;

/** Answers servers of node-wot's plug-in contract: content in, content out, by handlers. */
export class ContentRequests {
  readonly #thing: AskedThing;
  readonly #handlers: ThingHandlers;
  readonly #listeners = { property: new ContentListeners(), event: new ContentListeners() };

  constructor(thing: AskedThing, handlers: ThingHandlers) {
    this.#thing = thing;
    this.#handlers = handlers;
  }

  async invoke(name: string, input: Content, options: RequestOptions): Promise<Content | undefined> {
    const action = this.affordance("action", name);
    const handler = this.#handlers.action(name);
    validateInteractionOptions(this.#thing, action, options);
    const form = action.forms?.[options.formIndex];
    const result = await handler(outputOf(input, form, action.input), options);
    if (result === undefined) return undefined;
    return ContentSerdes.get().valueToContent(result, action.output, form?.contentType);
  }

  async read(name: string, options: RequestOptions): Promise<Content> {
    const property = this.affordance("property", name);
    const handler = this.#handlers.reader(name);
    validateInteractionOptions(this.#thing, property, options);
    const value = await handler(options);
    return ContentSerdes.get().valueToContent(value, property, property.forms?.[options.formIndex]?.contentType);
  }

  async readMany(names: readonly string[], options: RequestOptions): Promise<Map<string, Content>> {
    const contents = new Map<string, Content>();
    for (const name of names) {
      if (speaksJson(this.affordance("property", name))) contents.set(name, await this.read(name, options));
    }
    return contents;
  }

  async write(name: string, input: Content, options: RequestOptions): Promise<void> {
    const property = this.affordance("property", name);
    if (property.readOnly === true) {
      throw new Error(`ExposedThing '${this.#thing.title}', property '${name}' is readOnly`);
    }
    validateInteractionOptions(this.#thing, property, options);
    const form = property.forms?.[options.formIndex];
    await this.#handlers.writer(name)(outputOf(input, form, property), options);
  }

  /** Takes what comes with a Map and what comes with an object. */
  async writeMany(contents: ReadonlyMap<string, Content> | object, options: RequestOptions): Promise<void> {
    const entries = contents instanceof Map ? [...contents] : Object.entries(contents);
    const speaking = entries.filter(([name]) => speaksJson(this.affordance("property", name)));
    await Promise.all(speaking.map(([name, content]) => this.write(name, content as Content, options)));
  }

  async listen(kind: Listened, name: string, listener: ContentListener, options: RequestOptions): Promise<void> {
    const { affordance, index } = this.#heard(kind, "begin", name, options);
    this.#listeners[kind].register(affordance, index, listener);
    await this.#told(kind, name).begin?.(options);
  }

  /**
   * At once, as servers call it and do not wait. A promise of the program's handler that is rejected is logged.
   *
   * @throws {Error} for a listener that is not known
   */
  unlisten(kind: Listened, name: string, listener: ContentListener, options: RequestOptions): void {
    const { affordance, index } = this.#heard(kind, "end", name, options);
    this.#listeners[kind].unregister(affordance, index, listener);
    const ended = this.#told(kind, name).end?.(options);
    Promise.resolve(ended).catch((error: unknown) => warn("the end of listening to '%s' failed: %o", name, error));
  }

  /** The affordance, and the position of the Form that is listened to. */
  #heard(kind: Listened, step: "begin" | "end", name: string, { formIndex }: RequestOptions) {
    const affordance = this.affordance(kind, name);
    const index = getFormIndexForOperation(affordance, kind, listening[kind][step], formIndex);
    if (index >= 0) return { affordance, index };
    throw new Error(
      `ExposedThing '${this.#thing.title}', no ${kind} listener from found for '${name}' with form index '${formIndex}'`,
    );
  }

  #told(kind: Listened, name: string) {
    return kind === "property" ? this.#handlers.observation(name) : this.#handlers.subscription(name);
  }

  hasListeners(kind: Listened, name: string): boolean {
    return this.#listeners[kind].has(this.affordance(kind, name));
  }

  /** Tells those who listen. */
  notify(kind: Listened, name: string, data: unknown): void {
    const affordance = this.affordance(kind, name);
    this.#listeners[kind].notify(affordance, data, kind === "property" ? affordance : affordance.data);
  }

  end(): void {
    for (const listeners of Object.values(this.#listeners)) listeners.unregisterAll();
  }

  /** @throws {Error} for a name that the Thing does not have */
  affordance(kind: InteractionKind, name: string): ThingInteraction {
    const all = { property: this.#thing.properties, action: this.#thing.actions, event: this.#thing.events }[kind];
    const found = Object.hasOwn(all, name) ? all[name] : undefined;
    if (found !== undefined) return found;
    throw new Error(`ExposedThing '${this.#thing.title}', no ${kind} found for '${name}'`);
  }
}

const outputOf = (content: Content, form: Form | undefined, schema: DataSchema | ThingInteraction | undefined) =>
  new InteractionOutput(content, form ?? { href: "" }, schema as DataSchema | undefined);

const speaksJson = ({ forms = [] }: ThingInteraction): boolean =>
  forms.some(({ contentType }) => contentType === undefined || contentType === ContentSerdes.DEFAULT);
