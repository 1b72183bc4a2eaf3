import type { Content } from "../content/content.js";
import { ContentSerdes } from "../content/content-serdes.js";
import type { DataSchema, ThingInteraction } from "../thing/thing-description.js";

/** Hears what a Thing tells, as a server of node-wot's plug-in contract does. */
export type ContentListener = (content: Content) => void;

/** Listeners by affordance and Form. */
export class ContentListeners {
  readonly #listeners = new Map<ThingInteraction, Map<number, ContentListener[]>>();

  /** @throws {Error} for a Form that the affordance does not have */
  register(affordance: ThingInteraction, formIndex: number, listener: ContentListener): void {
    if (affordance.forms?.[formIndex] === undefined) {
      throw new Error(
        "Can't register the listener for affordance with formIndex. The affordance does not contain the form",
      );
    }
    const forms = this.#listeners.get(affordance) ?? new Map<number, ContentListener[]>();
    this.#listeners.set(affordance, forms.set(formIndex, [...(forms.get(formIndex) ?? []), listener]));
  }

  /** @throws {Error} for one that is not registered */
  unregister(affordance: ThingInteraction, formIndex: number, listener: ContentListener): void {
    const forms = this.#listeners.get(affordance);
    const listeners = forms?.get(formIndex);
    if (forms === undefined) throw new Error("Not found");
    const index = listeners?.indexOf(listener) ?? -1;
    if (listeners === undefined || index < 0) throw new Error("Form not found");
    forms.set(formIndex, listeners.toSpliced(index, 1));
  }

  has(affordance: ThingInteraction): boolean {
    return this.#listeners.has(affordance);
  }

  unregisterAll(): void {
    this.#listeners.clear();
  }

  /**
   * Tells everybody, each in the content type of the Form by which it listens.
   *
   * @param formIndex - of the Form whose listeners alone are told, where it has some
   */
  notify(affordance: ThingInteraction, data: unknown, schema?: DataSchema, formIndex?: number): void {
    const forms = this.#listeners.get(affordance) ?? new Map<number, ContentListener[]>();
    const named = formIndex === undefined ? undefined : forms.get(formIndex);
    const told = named === undefined ? forms : new Map([[formIndex as number, named]]);
    for (const [index, listeners] of told) {
      const contentType = affordance.forms?.[index]?.contentType;
      for (const listener of listeners) listener(ContentSerdes.get().valueToContent(data, schema, contentType));
    }
  }
}
