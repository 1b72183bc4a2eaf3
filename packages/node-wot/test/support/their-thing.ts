import type { ContentListener, TheirContent, TheirExposedThing } from "../../src/our-bindings/index.js";
import type { TheirOptions } from "../../src/plug-in/exposed-thing.js";
import { streamed } from "./scripted-plug-in.js";

/** An exposed Thing of node-wot with a property, an action and an event, that writes down what it is asked. */
export class TheirThing implements TheirExposedThing {
  id = "urn:example:lamp";
  title = "Lamp";
  links?: NonNullable<TheirExposedThing["links"]>;
  uriVariables?: NonNullable<TheirExposedThing["uriVariables"]>;
  properties = {
    level: { type: "integer", maximum: 100, observable: true, forms: [] },
  } as TheirExposedThing["properties"];
  actions = { fade: { input: { type: "integer" }, forms: [] } } as TheirExposedThing["actions"];
  events = { broken: { forms: [] } } as TheirExposedThing["events"];
  readonly asked: string[] = [];
  readonly listeners = new Set<ContentListener>();
  read: () => Promise<TheirContent> = async () => streamed("42");

  getThingDescription(): object {
    return { id: this.id, title: this.title };
  }

  /** Tells all listeners by one stream, as their core does. */
  emit(content: TheirContent): void {
    for (const listener of this.listeners) listener(content);
  }

  handleReadProperty(name: string, options: object): Promise<TheirContent> {
    this.asked.push(`read ${name} ${JSON.stringify(options)}`);
    return this.read();
  }

  async handleWriteProperty(name: string, content: TheirContent): Promise<void> {
    this.asked.push(`write ${name} ${content.type} ${String(await content.toBuffer())}`);
  }

  async handleInvokeAction(name: string): Promise<undefined> {
    this.asked.push(`invoke ${name}`);
  }

  /** As their core, which knows a subscription by its Form. */
  async handleObserveProperty(name: string, listener: ContentListener, { formIndex }: TheirOptions): Promise<void> {
    if (this.properties[name]?.forms?.[formIndex] === undefined) throw new Error("no such Form");
    this.listeners.add(listener);
  }

  handleUnobserveProperty(_: string, listener: ContentListener): void {
    this.listeners.delete(listener);
  }

  async handleSubscribeEvent(_: string, listener: ContentListener): Promise<void> {
    this.listeners.add(listener);
  }

  handleUnsubscribeEvent(_: string, listener: ContentListener): void {
    this.listeners.delete(listener);
  }
}
