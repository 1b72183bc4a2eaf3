import { InteractionOutput } from "../consuming/interaction-output.js";
import type { Content } from "../content/content.js";
import { ContentSerdes } from "../content/content-serdes.js";
import { getFormIndexForOperation, type InteractionKind } from "../protocol/form-choice.js";
import type { DataSchema, Form, Interactions, ThingInteraction } from "../thing/thing-description.js";
import { type InteractionOptions, validateInteractionOptions } from "../thing/uri-variables.js";
import { type ContentListener, ContentListeners } from "./content-listeners.js";
import type { ThingHandlers } from "./thing-handlers.js";

/** Options of what a server of node-wot's plug-in contract asks for. */
export type RequestOptions = InteractionOptions & { formIndex: number };

/** The Thing that is asked. */
export interface AskedThing {
  readonly title: string;
  readonly properties: Interactions;
  readonly actions: Interactions;
  readonly events: Interactions;
}

type Listened = "observeproperty" | "unobserveproperty" | "subscribeevent" | "unsubscribeevent";

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

  async listen(op: Listened, name: string, listener: ContentListener, options: RequestOptions): Promise<void> {
    const kind = op.endsWith("property") ? "property" : "event";
    const affordance = this.affordance(kind, name);
    const index = getFormIndexForOperation(affordance, kind, op, options.formIndex);
    if (index < 0) {
      throw new Error(
        `ExposedThing '${this.#thing.title}', no ${kind} listener from found for '${name}' with form index '${options.formIndex}'`,
      );
    }
    const ends = op.startsWith("un");
    const change = ends ? "unregister" : "register";
    this.#listeners[kind][change](affordance, index, listener);
    const told = kind === "property" ? this.#handlers.observation(name) : this.#handlers.subscription(name);
    await (ends ? told.end : told.begin)?.(options);
  }

  hasListeners(kind: "property" | "event", name: string): boolean {
    return this.#listeners[kind].has(this.affordance(kind, name));
  }

  /** Tells those who listen. */
  notify(kind: "property" | "event", name: string, data: unknown): void {
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
