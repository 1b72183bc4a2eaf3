import type { DataSchema } from "@thingwright/td";
import type { DeviceAffordance } from "@thingwright/thing-descriptions";
import type { Item } from "../bridge-state.js";

/** An affordance of a Thing, and how an item of the bridge serves it. */
export interface Served extends DeviceAffordance {
  readonly item: Item;
  /** Where its value comes from: the state of the item, a press of one of its buttons; or nowhere, of what can only be invoked. */
  readonly source: "state" | "press" | "invocation";
  /** Terms of the mapping beside the one that names the affordance. */
  readonly terms: Readonly<Record<string, unknown>>;
  /** What may be sent: schemas by the names of the members; absent for what can only be read. */
  readonly sent?: Readonly<Record<string, DataSchema>>;
  /** Of a press: the number of the button. */
  readonly button?: number;
}

/** What a row makes of an item. */
export type RowResult = Omit<Served, "item">;

/** How an item serves the common API; `undefined` where it cannot. */
export type Row = (item: Item) => RowResult | undefined;
