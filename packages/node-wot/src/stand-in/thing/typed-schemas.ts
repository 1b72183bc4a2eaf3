import type { BaseSchema, DataSchema } from "./thing-description.js";

/*
 * A DataSchema by its type, as programs of node-wot name them.
 */

export interface BooleanSchema extends BaseSchema {
  type: "boolean";
}

export interface IntegerSchema extends BaseSchema {
  type: "integer";
  minimum?: number;
  maximum?: number;
}

export interface NumberSchema extends BaseSchema {
  type: "number";
  minimum?: number;
  maximum?: number;
}

export interface StringSchema extends BaseSchema {
  type: "string";
}

export interface ObjectSchema extends BaseSchema {
  type: "object";
  properties: Record<string, DataSchema>;
  required?: string[];
}

export interface ArraySchema extends BaseSchema {
  type: "array";
  items: DataSchema;
  minItems?: number;
  maxItems?: number;
}

export interface NullSchema extends BaseSchema {
  type: "null";
}
