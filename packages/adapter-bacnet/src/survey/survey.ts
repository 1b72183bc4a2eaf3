import type { ObjectTypeTraits } from "../device/object-type.js";
import type { ObjectId } from "../protocol/object-id.js";

/** An object of a device that has a value of the site, with what it says of itself. */
export interface Point {
  readonly object: ObjectId;
  readonly traits: ObjectTypeTraits;
  readonly name: string;
  readonly description: string | undefined;
  /** BACnetEngineeringUnits. */
  readonly units: number | undefined;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  /** Of a multi-state object, from state 1 on; of a binary one: inactive, active. */
  readonly states: readonly string[];
  /** Whether commands have priorities and can be given up. */
  readonly isCommandable: boolean;
  readonly hasStatusFlags: boolean;
  /** Whether it watches its value by itself and goes into alarm. */
  readonly hasAlarms: boolean;
}

/** What a device says of itself and its objects. */
export interface Survey {
  readonly instance: number;
  readonly name: string;
  readonly vendor: string | undefined;
  readonly model: string | undefined;
  readonly points: readonly Point[];
  /** What of the device was not looked at, and why. */
  readonly problems: readonly string[];
}
