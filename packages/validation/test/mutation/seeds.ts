/** A JSON value that an operator may change: each gets its own copy. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [name: string]: Json;
}

const text = (word: string): JsonObject => ({
  title: word,
  titles: { en: word, de: `${word} (de)` },
  description: `About ${word}`,
  descriptions: { en: `About ${word}`, de: `Von ${word}` },
});

const form = (href: string, more: JsonObject = {}): JsonObject => ({
  href,
  contentType: "application/json",
  contentCoding: "gzip",
  subprotocol: "ex:any",
  security: ["basic"],
  scopes: ["read"],
  response: { contentType: "application/cbor" },
  additionalResponses: [{ success: false, contentType: "application/problem+json", schema: "problem" }],
  ...more,
});

const number = (type: string): JsonObject => ({
  ...text("Number"),
  "@type": ["ex:Number"],
  type,
  unit: "ex:unit",
  default: 4,
  minimum: 0,
  maximum: 20,
  exclusiveMinimum: -1,
  exclusiveMaximum: 21,
  multipleOf: 2,
  readOnly: false,
  writeOnly: false,
});
const string: JsonObject = {
  ...text("String"),
  type: "string",
  minLength: 1,
  maxLength: 40,
  pattern: "^[a-z]+$",
  contentEncoding: "base64",
  contentMediaType: "image/png",
  format: "uri",
};
const nested: JsonObject = {
  ...text("Record"),
  "@type": "ex:Record",
  type: "object",
  required: ["name", "key"],
  properties: {
    name: string,
    key: { type: "string" },
    count: number("integer"),
    share: number("number"),
    on: { type: "boolean" },
    nothing: { type: "null" },
    mode: { type: "string", enum: ["a", "b"] },
    list: { ...text("List"), type: "array", minItems: 1, maxItems: 4, items: [{ type: "integer" }, { ...string }] },
    either: { oneOf: [{ type: "string", const: "x" }, number("integer")] },
  },
};

const forms = (...all: JsonObject[]): JsonObject => ({ forms: all });
const variables: JsonObject = {
  uriVariables: { step: { ...text("Step"), type: "integer" }, unit: { type: "string" } },
};

/** A Thing Description with every term of the vocabulary that a Thing Description can have. */
export const station: JsonObject = {
  "@context": ["https://www.w3.org/2022/wot/td/v1.1", { "@language": "en", ex: "https://vocabulary.example/terms#" }],
  "@type": ["ex:Station"],
  id: "urn:uuid:7a1c5f66-0d8e-4d6b-9c61-1a52f4b9d1e7",
  ...text("Station"),
  version: { instance: "1.2.0", model: "1.0.0" },
  created: "2024-02-03T04:05:06Z",
  modified: "2024-03-04T05:06:07.5Z",
  support: "mailto:help@station.example",
  base: "https://station.example/",
  profile: ["https://profiles.example/any"],
  security: "basic",
  securityDefinitions: {
    basic: { scheme: "basic", in: "header", name: "Authorization", ...text("Basic"), "@type": "ex:Plain" },
    digest: { scheme: "digest", in: "header", qop: "auth", name: "Authorization", proxy: "https://proxy.example/" },
    bearer: { scheme: "bearer", in: "header", format: "jwt", alg: "ES256", authorization: "https://auth.example/" },
    query: { scheme: "apikey", in: "query", name: "k" },
    inBody: { scheme: "apikey", in: "body", name: "/key" },
    inUri: { scheme: "apikey", in: "uri", name: "apiKey" },
    psk: { scheme: "psk", identity: "station" },
    code: {
      scheme: "oauth2",
      flow: "code",
      authorization: "https://auth.example/authorize",
      token: "https://auth.example/token",
      refresh: "https://auth.example/refresh",
      scopes: ["read", "write"],
    },
    client: { scheme: "oauth2", flow: "client", token: "https://auth.example/token", scopes: "read" },
    either: { scheme: "combo", oneOf: ["basic", "digest"] },
    both: { scheme: "combo", allOf: ["either", "psk"] },
    open: { scheme: "nosec" },
    automatic: { scheme: "auto" },
  },
  schemaDefinitions: { problem: { ...nested }, text: { ...string } },
  ...variables,
  links: [
    { href: "https://station.example/manual", rel: "service-doc", type: "text/html", hreflang: ["en", "de"] },
    { href: "icon.png", rel: "icon", sizes: "16x16", anchor: "https://station.example/#it", type: "image/png" },
    { href: "https://models.example/station.tm.jsonld", rel: "type", type: "application/tm+json" },
  ],
  forms: [
    form("all", { op: ["readallproperties", "writeallproperties"] }),
    form("some{?step}", { op: ["readmultipleproperties", "writemultipleproperties"] }),
    form("watch", { op: ["observeallproperties", "unobserveallproperties"] }),
    form("events", { op: ["subscribeallevents", "unsubscribeallevents"] }),
    form("tasks", { op: "queryallactions" }),
  ],
  properties: {
    temperature: {
      ...number("number"),
      observable: true,
      ...variables,
      ...forms(
        form("temperature{?step,unit}", { op: ["readproperty", "writeproperty"] }),
        form("temperature/watch", { op: ["observeproperty", "unobserveproperty"], security: "either" }),
        form("temperature/{apiKey}", { op: "readproperty", security: ["inUri"] }),
      ),
    },
    name: { ...string, ...forms(form("name", { op: "readproperty" })) },
    state: { ...nested, ...forms(form("state", { op: "writeproperty", security: "inBody" }), form("state/all")) },
    history: {
      ...text("History"),
      type: "array",
      items: { ...nested },
      minItems: 0,
      maxItems: 9,
      ...forms(form("history", { op: ["readproperty"], security: "both" })),
    },
    mode: { enum: ["slow", "fast"], ...forms(form("mode", { op: "readproperty" })) },
    fixed: { const: 3, ...forms(form("fixed", { op: "readproperty" })) },
    either: { oneOf: [{ ...number("integer") }, { ...nested }], ...forms(form("either", { op: "readproperty" })) },
  },
  actions: {
    blink: {
      ...text("Blink"),
      "@type": ["ex:Blink"],
      input: { ...nested },
      output: { ...nested },
      safe: false,
      idempotent: true,
      synchronous: true,
      ...variables,
      ...forms(form("blink{?unit}", { op: ["invokeaction", "queryaction", "cancelaction"] }), form("blink/plain")),
    },
    key: { input: { ...nested }, ...forms(form("key", { op: "invokeaction", security: "inBody" })) },
  },
  events: {
    storm: {
      ...text("Storm"),
      "@type": "ex:Storm",
      subscription: { ...nested },
      data: { ...number("number") },
      dataResponse: { ...nested },
      cancellation: { type: "array", items: [{ ...string }] },
      ...variables,
      ...forms(form("storm{?step}", { op: ["subscribeevent", "unsubscribeevent"] })),
    },
  },
};

/** A small one with nothing but what is mandatory, and defaults. */
export const lamp: JsonObject = {
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  title: "Lamp",
  security: ["open"],
  securityDefinitions: { open: { scheme: "nosec" } },
  properties: { on: { type: "boolean", forms: [{ href: "https://lamp.example/on" }] } },
  actions: { toggle: { forms: [{ href: "https://lamp.example/toggle" }] } },
  events: { burnt: { data: { type: "string" }, forms: [{ href: "https://lamp.example/burnt" }] } },
};

/** One that consumers of TD 1.0 can read too. */
export const both: JsonObject = {
  ...lamp,
  "@context": ["https://www.w3.org/2019/wot/td/v1", "https://www.w3.org/2022/wot/td/v1.1", { "@language": "en" }],
};

/** A Thing Model with everything that only a Thing Model has. */
export const model: JsonObject = {
  "@context": ["https://www.w3.org/2022/wot/td/v1.1", { "@language": "en", ex: "https://vocabulary.example/terms#" }],
  "@type": ["tm:ThingModel", "ex:Fan"],
  ...text("Fan"),
  version: { model: "1.0.0" },
  base: "https://{{HOST}}/",
  "tm:optional": ["/properties/speed", "/actions/stop", "/events/stuck"],
  links: [
    { rel: "tm:extends", href: "https://models.example/base.tm.jsonld", type: "application/tm+json" },
    { rel: "tm:submodel", href: "https://models.example/motor.tm.jsonld", instanceName: "left" },
    { rel: "tm:submodel", href: "https://models.example/motor.tm.jsonld", instanceName: "right" },
  ],
  properties: {
    speed: { type: "integer", minimum: 0, maximum: "{{MAXIMUM}}" },
    target: { "tm:ref": "#/properties/speed", maximum: 50 },
    far: { "tm:ref": "https://models.example/base.tm.jsonld#/properties/far" },
  },
  actions: { stop: { input: { type: "object", properties: { at: { "tm:ref": "#/properties/speed" } } } } },
  events: { stuck: { data: { type: "string" } } },
};

/** A Thing Model that stands on its own. */
export const plainModel: JsonObject = {
  ...model,
  links: [{ rel: "type", href: "https://models.example/kind.tm.jsonld", type: "application/tm+json" }],
  properties: { speed: { type: "integer", minimum: 0, maximum: "{{MAXIMUM}}" } },
};

/** All of them, by name. */
export const seeds: readonly (readonly [name: string, document: JsonObject])[] = [
  ["station", station],
  ["lamp", lamp],
  ["both", both],
  ["model", model],
  ["plainModel", plainModel],
];
