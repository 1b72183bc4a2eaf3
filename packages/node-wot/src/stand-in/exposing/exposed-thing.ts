import type { ExposedThing as OurExposedThing } from "@thingwright/core";
import type { Content } from "../content/content.js";
import { setContextLanguage } from "../thing/context.js";
import { Helpers } from "../thing/runtime-helpers.js";
import { DEFAULT_CONTEXT_LANGUAGE, Thing, type ThingInteraction } from "../thing/thing-description.js";
import { serializeTD } from "../thing/thing-text.js";
import type { ContentListener } from "./content-listeners.js";
import { ContentRequests, type RequestOptions } from "./content-requests.js";
import { type ActionHandler, type ReadHandler, ThingHandlers, type WriteHandler } from "./thing-handlers.js";

/** Under what a Thing keeps what is no part of its description. */
export const handlersOf = Symbol("handlers");
export const hostedAs = Symbol("hosted");

/** Who exposes and destroys. */
export interface Exposer {
  expose(thing: ExposedThing): Promise<void>;
  destroyThing(thingId: string): Promise<boolean>;
}

/**
 * A Thing of this program, with the members of its description, which may be changed until it is exposed.
 *
 * Names that it does not have, and handlers for what an affordance does not allow, are errors.
 */
export class ExposedThing extends Thing {
  override id: string;
  readonly [handlersOf] = new ThingHandlers(() => this.title);
  /** As what our runtimes host it. */
  readonly [hostedAs] = new Set<OurExposedThing>();
  readonly #servient: Exposer;
  readonly #requests: ContentRequests;

  constructor(servient: Exposer, thingModel: object = {}) {
    super();
    this.#servient = servient;
    this.id = "";
    const { constructor: _, ...members } = Helpers.structuredClone(thingModel) as Record<string, unknown>;
    Object.assign(
      this,
      Object.fromEntries(Object.entries(members).filter(([name]) => !(name in ExposedThing.prototype))),
    );
    setContextLanguage(this, DEFAULT_CONTEXT_LANGUAGE, false);
    this.#requests = new ContentRequests(this, this[handlersOf]);
  }

  getThingDescription(): Thing {
    return JSON.parse(serializeTD(this)) as Thing;
  }

  /** @throws {DataSchemaError} when `data` breaks the event's schema */
  emitEvent(name: string, data?: unknown): void {
    if (!Object.hasOwn(this.events, name)) throw new Error(`NotFoundError for event '${name}'`);
    for (const hosted of this[hostedAs]) hosted.emitEvent(name, data as never);
    this.#requests.notify("event", name, data);
  }

  async emitPropertyChange(name: string): Promise<void> {
    if (!Object.hasOwn(this.properties, name)) throw new Error(`NotFoundError for property '${name}'`);
    const reader = this[handlersOf].readers.get(name);
    if (reader === undefined) {
      throw new Error("Can't read property readHandler is not defined. Did you forget to register a readHandler?");
    }
    await Promise.all([...this[hostedAs]].map((hosted) => hosted.emitPropertyChange(name)));
    // Without servers the handler is asked all the same, as by node-wot: its failure is the caller's.
    if (this[hostedAs].size > 0 && !this.#requests.hasListeners("property", name)) return;
    this.#requests.notify("property", name, await reader());
  }

  expose(): Promise<void> {
    return this.#servient.expose(this);
  }

  async destroy(): Promise<void> {
    await this.#servient.destroyThing(this.id);
    this.#requests.end();
    this[handlersOf].clear();
  }

  setPropertyReadHandler(name: string, handler: ReadHandler): this {
    if (this.#property(name).writeOnly === true) throw this.#refusal("read", name, "due to writeOnly flag");
    this[handlersOf].readers.set(name, handler);
    return this;
  }

  setPropertyWriteHandler(name: string, handler: WriteHandler): this {
    if (this.#property(name).readOnly === true) throw this.#refusal("write", name, "due to readOnly flag");
    this[handlersOf].writers.set(name, handler);
    return this;
  }

  setPropertyObserveHandler(name: string, handler: ReadHandler): this {
    if (this.#property(name).observable !== true) {
      throw this.#refusal("observe", name, "since the observable flag is set to false");
    }
    this[handlersOf].observation(name).begin = handler;
    return this;
  }

  setPropertyUnobserveHandler(name: string, handler: ReadHandler): this {
    if (this.#property(name).observable !== true) {
      throw this.#refusal("unobserve", name, "due to missing observable flag");
    }
    this[handlersOf].observation(name).end = handler;
    return this;
  }

  setActionHandler(name: string, handler: ActionHandler): this {
    this.#known("Action", this.actions, name);
    this[handlersOf].actions.set(name, handler);
    return this;
  }

  setEventSubscribeHandler(name: string, handler: ReadHandler): this {
    this.#known("Event", this.events, name);
    this[handlersOf].subscription(name).begin = handler;
    return this;
  }

  setEventUnsubscribeHandler(name: string, handler: ReadHandler): this {
    this.#known("Event", this.events, name);
    this[handlersOf].subscription(name).end = handler;
    return this;
  }

  handleInvokeAction(name: string, input: Content, options: RequestOptions): Promise<Content | undefined> {
    return this.#requests.invoke(name, input, options);
  }

  handleReadProperty(name: string, options: RequestOptions): Promise<Content> {
    return this.#requests.read(name, options);
  }

  handleReadAllProperties(options: RequestOptions): Promise<Map<string, Content>> {
    return this.#requests.readMany(Object.keys(this.properties), options);
  }

  handleReadMultipleProperties(names: string[], options: RequestOptions): Promise<Map<string, Content>> {
    return this.#requests.readMany(names, options);
  }

  handleWriteProperty(name: string, input: Content, options: RequestOptions): Promise<void> {
    return this.#requests.write(name, input, options);
  }

  handleWriteMultipleProperties(contents: Map<string, Content>, options: RequestOptions): Promise<void> {
    return this.#requests.writeMany(contents, options);
  }

  handleObserveProperty(name: string, listener: ContentListener, options: RequestOptions): Promise<void> {
    return this.#requests.listen("property", name, listener, options);
  }

  handleUnobserveProperty(name: string, listener: ContentListener, options: RequestOptions): void {
    this.#requests.unlisten("property", name, listener, options);
  }

  handleSubscribeEvent(name: string, listener: ContentListener, options: RequestOptions): Promise<void> {
    return this.#requests.listen("event", name, listener, options);
  }

  handleUnsubscribeEvent(name: string, listener: ContentListener, options: RequestOptions): void {
    this.#requests.unlisten("event", name, listener, options);
  }

  #property(name: string): ThingInteraction {
    return this.#known("Property", this.properties, name);
  }

  #known(kind: string, all: Record<string, ThingInteraction>, name: string): ThingInteraction {
    const found = Object.hasOwn(all, name) ? all[name] : undefined;
    if (found !== undefined) return found;
    throw new Error(`ExposedThing '${this.title}' has no ${kind} '${name}'`);
  }

  #refusal(handler: string, name: string, why: string): Error {
    return new Error(`ExposedThing '${this.title}' cannot set ${handler} handler for property '${name}' ${why}`);
  }
}
