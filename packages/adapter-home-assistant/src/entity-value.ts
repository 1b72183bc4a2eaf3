import type { DataSchema } from "@thingwright/td";
import type { Code } from "./template/code.js";

/** How a value is read: what a topic says, and JSONata that makes the value of it. */
export interface Reading {
  readonly topic: string;
  /** Whether the payload is taken as JSON, else as text. */
  readonly isJson: boolean;
  /** Of the payload, `$p`; nothing where the payload does not speak of it. */
  readonly code: Code;
}

/** How a value is set: what is published where. */
export interface Writing {
  readonly topic: string;
  readonly isRetained: boolean;
  readonly qos: 0 | 1 | 2;
  /** Whether the payload is a JSON value, else a text. */
  readonly isJson: boolean;
  /** JSONata of the payload for a value. */
  readonly payload: (value: Code) => string;
}

/** One value that an entity has, takes, or tells of: the brightness of a light, the press of a button. */
export interface EntityValue {
  /** What of the entity it is; `state` for what it is mainly. */
  readonly key: string;
  readonly kind: "property" | "action" | "event";
  /** As the entity has it: of a property's value, an action's input, an event's data; empty for none. */
  readonly schema: DataSchema;
  readonly reading?: Reading;
  readonly writing?: Writing;
}
