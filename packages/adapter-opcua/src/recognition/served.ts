import type { DeviceAffordance } from "@thingwright/thing-descriptions";
import type { UaNode } from "../browse/ua-node.js";
import type { Reading } from "./reading.js";

/** An affordance of a Thing, and which node serves it. */
export interface Served extends DeviceAffordance {
  readonly node: UaNode;
  /** Terms of the mapping beside the one that names the affordance. */
  readonly terms: Readonly<Record<string, unknown>>;
  /** Whether it cannot be written, whatever the node allows. */
  readonly isReadOnly?: boolean;
}

/** What a row makes of a variable. */
export type RowResult = Omit<Served, "node">;

/** How a variable serves the common API; `undefined` where it does not. */
export type Row = (reading: Reading) => RowResult | undefined;
