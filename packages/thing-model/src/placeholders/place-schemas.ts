import type { JsonObject } from "../json-object.js";

/** What a JSON object of a Thing Model is, which says what its terms may be. */
export type Kind =
  | "thing"
  | "affordance"
  | "schema"
  | "form"
  | "response"
  | "link"
  | "version"
  | "security"
  /** A map by names, of what stands behind the colon. */
  | `map:${"affordance" | "schema" | "security" | "text"}`;

/** What may stand at a place, as JSON Schema, and what an object or the objects of an array there are. */
export interface Place {
  readonly schema: JsonObject;
  readonly inner?: Kind;
}

const text: Place = { schema: { type: "string" } };
const uri: Place = { schema: { type: "string", format: "uri" } };
const flag: Place = { schema: { type: "boolean" } };
const number: Place = { schema: { type: "number" } };
const count: Place = { schema: { type: "integer", minimum: 0 } };
const list: Place = { schema: { type: "array" } };
const oneOrMore: Place = { schema: { type: ["string", "array"] } };
const time: Place = { schema: { type: "string", format: "date-time" } };
const objectOf = (inner: Kind): Place => ({ schema: { type: "object" }, inner });
const listOf = (inner: Kind): Place => ({ schema: { type: "array" }, inner });

const common: Readonly<Record<string, Place>> = {
  "@type": oneOrMore,
  title: text,
  titles: objectOf("map:text"),
  description: text,
  descriptions: objectOf("map:text"),
};

const dataSchema: Readonly<Record<string, Place>> = {
  ...common,
  type: { schema: { enum: ["boolean", "integer", "number", "string", "object", "array", "null"] } },
  unit: text,
  format: text,
  pattern: text,
  contentEncoding: text,
  contentMediaType: text,
  readOnly: flag,
  writeOnly: flag,
  enum: { schema: { type: "array", minItems: 1, uniqueItems: true } },
  oneOf: listOf("schema"),
  items: { schema: { type: ["object", "array"] }, inner: "schema" },
  properties: objectOf("map:schema"),
  required: list,
  minimum: number,
  exclusiveMinimum: number,
  maximum: number,
  exclusiveMaximum: number,
  multipleOf: { schema: { type: "number", exclusiveMinimum: 0 } },
  minLength: count,
  maxLength: count,
  minItems: count,
  maxItems: count,
};

/** The places that the standard gives a type, by what they stand in (TD 1.1 §5.3). */
export const places: Readonly<Record<Exclude<Kind, `map:${string}`>, Readonly<Record<string, Place>>>> = {
  thing: {
    ...common,
    "@context": oneOrMore,
    id: uri,
    base: uri,
    support: uri,
    created: time,
    modified: time,
    version: { schema: { type: "object", required: ["instance"] }, inner: "version" },
    properties: objectOf("map:affordance"),
    actions: objectOf("map:affordance"),
    events: objectOf("map:affordance"),
    links: listOf("link"),
    forms: listOf("form"),
    security: oneOrMore,
    securityDefinitions: objectOf("map:security"),
    schemaDefinitions: objectOf("map:schema"),
    uriVariables: objectOf("map:schema"),
    profile: oneOrMore,
  },
  affordance: {
    ...dataSchema,
    observable: flag,
    safe: flag,
    idempotent: flag,
    synchronous: flag,
    forms: { schema: { type: "array", minItems: 1 }, inner: "form" },
    uriVariables: objectOf("map:schema"),
    input: objectOf("schema"),
    output: objectOf("schema"),
    subscription: objectOf("schema"),
    data: objectOf("schema"),
    dataResponse: objectOf("schema"),
    cancellation: objectOf("schema"),
  },
  schema: dataSchema,
  form: {
    href: text,
    op: oneOrMore,
    contentType: text,
    contentCoding: text,
    subprotocol: text,
    security: oneOrMore,
    scopes: oneOrMore,
    response: objectOf("response"),
    additionalResponses: { schema: { type: ["object", "array"] }, inner: "response" },
  },
  response: { contentType: text, schema: text, success: flag },
  link: { href: text, type: text, rel: text, anchor: text, sizes: text, hreflang: oneOrMore },
  version: { instance: text, model: text },
  security: {
    ...common,
    scheme: text,
    in: text,
    name: text,
    proxy: text,
    flow: text,
    authorization: text,
    token: text,
    refresh: text,
    scopes: oneOrMore,
    alg: text,
    format: text,
    qop: text,
    identity: text,
    oneOf: list,
    allOf: list,
  },
};
