import type { DeviceAffordance } from "@thingwright/thing-descriptions";
import type { Component } from "../component.js";

/** An affordance of a Thing, and how a component of the device serves it. */
export interface Served extends DeviceAffordance {
  readonly component: Component;
  /**
   * Where its value comes from: the status of the device, what of it has just changed, an event of the component; or
   * nowhere, of what can only be called.
   */
  readonly source: "status" | "change" | "notification" | "call";
  /** The RPC method that writes or invokes, such as `Switch.Set`; absent for what can only be read. */
  readonly method?: string;
  /** Terms of the mapping beside the one that names the affordance. */
  readonly terms: Readonly<Record<string, unknown>>;
}

/** What a row makes of a component. */
export type RowResult = Omit<Served, "component">;

/** How components of one type serve the common API; nothing where this one cannot. */
export type Row = (component: Component) => RowResult | undefined;

/** The place of a component's member in the status of the device, as a JSON Pointer. */
export const pointerTo = ({ key }: Component, ...names: readonly string[]): string =>
  `/${[key, ...names].map((name) => name.replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}`;

/** The parameters of a call, as an expression for `$`, the value of the model. */
export const parameters = ({ id }: Component, ...members: readonly string[]): string =>
  `{${[`"id": ${id ?? 0}`, ...members].join(", ")}}`;
