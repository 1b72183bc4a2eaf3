/** A text for each language tag (`td-multilanguage`): `{ "en": "Lamp", "de": "Lampe" }`. */
export type MultiLanguage = Readonly<Record<string, string>>;

/** Any JSON value. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

export type DataType = "boolean" | "integer" | "number" | "string" | "object" | "array" | "null";

/** Terms that every DataSchema may have (TD 1.1 §5.3.2.1). */
export interface DataSchemaCommon {
  readonly "@type"?: string | readonly string[];
  readonly title?: string;
  readonly titles?: MultiLanguage;
  readonly description?: string;
  readonly descriptions?: MultiLanguage;
  readonly const?: unknown;
  readonly default?: unknown;
  readonly unit?: string;
  readonly oneOf?: readonly DataSchema[];
  readonly enum?: readonly unknown[];
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  readonly format?: string;
  /** Terms of other vocabularies, by their prefix. */
  readonly [extension: `${string}:${string}`]: unknown;
}

export interface BooleanSchema extends DataSchemaCommon {
  readonly type: "boolean";
}

export interface NumberSchema extends DataSchemaCommon {
  readonly type: "number";
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
}

export interface IntegerSchema extends DataSchemaCommon {
  readonly type: "integer";
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
}

export interface StringSchema extends DataSchemaCommon {
  readonly type: "string";
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly contentEncoding?: string;
  readonly contentMediaType?: string;
}

export interface ArraySchema extends DataSchemaCommon {
  readonly type: "array";
  readonly items?: DataSchema | readonly DataSchema[];
  readonly minItems?: number;
  readonly maxItems?: number;
}

export interface ObjectSchema extends DataSchemaCommon {
  readonly type: "object";
  readonly properties?: Readonly<Record<string, DataSchema>>;
  readonly required?: readonly string[];
}

export interface NullSchema extends DataSchemaCommon {
  readonly type: "null";
}

/** A DataSchema without `type`: any value, or what its `oneOf`, `enum` and `const` say. */
export interface AnySchema extends DataSchemaCommon {
  readonly type?: undefined;
}

/** Metadata of a value (TD 1.1 §5.3.2): a subset of JSON Schema with terms of the Web of Things. */
export type DataSchema =
  | BooleanSchema
  | NumberSchema
  | IntegerSchema
  | StringSchema
  | ArraySchema
  | ObjectSchema
  | NullSchema
  | AnySchema;
