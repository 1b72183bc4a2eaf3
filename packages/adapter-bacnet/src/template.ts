import { type ThingModelName, thingModelNames } from "@thingwright/thing-descriptions";

/**
 * What of a site's objects is what, where their names do not say it plainly: each pattern picks the object that serves an
 * affordance of the model. In a pattern `{thing}` stands for the name of the Thing, so that one template makes a Thing of
 * each room; `*` stands for anything; all else is as it is. A pattern is held against an object's name, and against
 * its `type,instance`.
 */
export interface BacnetTemplate {
  readonly model: ThingModelName;
  /** Title of each Thing, with `{thing}` and `{device}`; default `{device} {thing}`. */
  readonly title?: string;
  /** Names of devices that it is for, as a pattern; default all of them. */
  readonly device?: string;
  /** By name of an affordance of the model. A name that the model has not is offered beside it, as the object has it. */
  readonly serves: Readonly<Record<string, string | TemplateEntry>>;
  /** Priority of commands, 1–16 without 6; default that of the adapter. */
  readonly priority?: number;
}

export interface TemplateEntry {
  /** The pattern. */
  readonly object: string;
  /** What the states are in words of the model: by text of the state, or by its number. */
  readonly values?: Readonly<Record<string, string | number | boolean>>;
  /** Terms of the mapping in the place of those that would be found: `map:unit`, `map:scale`, `map:read` … */
  readonly terms?: Readonly<Record<string, unknown>>;
  readonly priority?: number;
}

/** JSON Schema of a priority. */
export const prioritySchema = { type: "integer", minimum: 1, maximum: 16, not: { const: 6 } } as const;

/** JSON Schema of a template. */
export const templateSchema = {
  type: "object",
  required: ["model", "serves"],
  additionalProperties: false,
  properties: {
    model: { enum: thingModelNames },
    title: { type: "string", minLength: 1, maxLength: 256 },
    device: { type: "string", minLength: 1, maxLength: 256 },
    priority: prioritySchema,
    serves: {
      type: "object",
      minProperties: 1,
      maxProperties: 64,
      additionalProperties: {
        oneOf: [
          { type: "string", minLength: 1, maxLength: 256 },
          {
            type: "object",
            required: ["object"],
            additionalProperties: false,
            properties: {
              object: { type: "string", minLength: 1, maxLength: 256 },
              values: { type: "object", additionalProperties: { type: ["string", "number", "boolean"] } },
              terms: { type: "object", propertyNames: { pattern: "^map:" } },
              priority: prioritySchema,
            },
          },
        ],
      },
    },
  },
} as const;
