import type { ClassName } from "./instances.js";
import type { Json } from "./seeds.js";

/** The kinds of Assignment and Type of TD 1.1 §5.3, each with values that it does not have. */
export const wrongValues = {
  string: [5, ["a"], {}, null],
  anyURI: [7, {}, true],
  texts: [5, [5], {}, [["a"]]],
  dateTime: [1700000000, "yesterday", "2024-02-30T00:00:00Z", "2024-02-03 04:05"],
  boolean: ["true", 1, null],
  unsignedInt: [-1, "1", 1.5],
  integer: ["4", 4.5, true],
  double: ["4", true, {}],
  list: ["a", {}, 3],
  map: ["a", [], 3],
  object: ["a", [], 3],
  schemas: ["a", 3],
} satisfies Record<string, readonly Json[]>;
export type Kind = keyof typeof wrongValues;

/** A member's assertion id has the term and the Class that defines it. */
export type Signature = readonly (readonly [term: string, definedBy: string, kind: Kind])[];

const texts = (definedBy: string): Signature => [
  ["@type", definedBy, "texts"],
  ["title", definedBy, "string"],
  ["titles", definedBy, "map"],
  ["description", definedBy, "string"],
  ["descriptions", definedBy, "map"],
];

const schemaMembers: Signature = [
  ["unit", "DataSchema", "string"],
  ["oneOf", "DataSchema", "list"],
  ["enum", "DataSchema", "list"],
  ["readOnly", "DataSchema", "boolean"],
  ["writeOnly", "DataSchema", "boolean"],
  ["format", "DataSchema", "string"],
  ["type", "DataSchema", "string"],
  ["items", "ArraySchema", "schemas"],
  ["minItems", "ArraySchema", "unsignedInt"],
  ["maxItems", "ArraySchema", "unsignedInt"],
  ["properties", "ObjectSchema", "map"],
  ["required", "ObjectSchema", "list"],
  ["minLength", "StringSchema", "unsignedInt"],
  ["maxLength", "StringSchema", "unsignedInt"],
  ["pattern", "StringSchema", "string"],
  ["contentEncoding", "StringSchema", "string"],
  ["contentMediaType", "StringSchema", "string"],
];

/** Terms of NumberSchema and IntegerSchema; which of the two, the type says. */
export const limits = ["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf"] as const;

const affordance: Signature = [
  ...texts("InteractionAffordance"),
  ["forms", "InteractionAffordance", "list"],
  ["uriVariables", "InteractionAffordance", "map"],
];

const located = (definedBy: string): Signature => [
  ["in", definedBy, "string"],
  ["name", definedBy, "string"],
];

/** The Signatures of TD 1.1 §5.3, without security schemes, whose terms stand below. */
export const signatures: Partial<Record<ClassName, Signature>> = {
  Thing: [
    ...texts("Thing"),
    ["@context", "Thing", "texts"],
    ["id", "Thing", "anyURI"],
    ["version", "Thing", "object"],
    ["created", "Thing", "dateTime"],
    ["modified", "Thing", "dateTime"],
    ["support", "Thing", "anyURI"],
    ["base", "Thing", "anyURI"],
    ["properties", "Thing", "map"],
    ["actions", "Thing", "map"],
    ["events", "Thing", "map"],
    ["links", "Thing", "list"],
    ["forms", "Thing", "list"],
    ["security", "Thing", "texts"],
    ["securityDefinitions", "Thing", "map"],
    ["profile", "Thing", "texts"],
    ["schemaDefinitions", "Thing", "map"],
    ["uriVariables", "Thing", "map"],
  ],
  Property: [...affordance, ["observable", "PropertyAffordance", "boolean"], ...schemaMembers],
  Action: [
    ...affordance,
    ["input", "ActionAffordance", "object"],
    ["output", "ActionAffordance", "object"],
    ["safe", "ActionAffordance", "boolean"],
    ["idempotent", "ActionAffordance", "boolean"],
    ["synchronous", "ActionAffordance", "boolean"],
  ],
  Event: [
    ...affordance,
    ["subscription", "EventAffordance", "object"],
    ["data", "EventAffordance", "object"],
    ["dataResponse", "EventAffordance", "object"],
    ["cancellation", "EventAffordance", "object"],
  ],
  DataSchema: [...texts("DataSchema"), ...schemaMembers],
  VersionInfo: [
    ["instance", "VersionInfo", "string"],
    ["model", "VersionInfo", "string"],
  ],
  Link: [
    ["href", "Link", "anyURI"],
    ["type", "Link", "string"],
    ["rel", "Link", "string"],
    ["anchor", "Link", "anyURI"],
    ["sizes", "Link", "string"],
    ["hreflang", "Link", "texts"],
  ],
  Form: [
    ["href", "Form", "anyURI"],
    ["contentType", "Form", "string"],
    ["contentCoding", "Form", "string"],
    ["security", "Form", "texts"],
    ["scopes", "Form", "texts"],
    ["response", "Form", "object"],
    ["additionalResponses", "Form", "schemas"],
    ["subprotocol", "Form", "string"],
    ["op", "Form", "texts"],
  ],
  ExpectedResponse: [["contentType", "ExpectedResponse", "string"]],
  AdditionalExpectedResponse: [
    ["success", "AdditionalExpectedResponse", "boolean"],
    ["contentType", "AdditionalExpectedResponse", "string"],
    ["schema", "AdditionalExpectedResponse", "string"],
  ],
  SecurityScheme: [
    ["@type", "SecurityScheme", "texts"],
    ["description", "SecurityScheme", "string"],
    ["descriptions", "SecurityScheme", "map"],
    ["proxy", "SecurityScheme", "anyURI"],
    ["scheme", "SecurityScheme", "string"],
  ],
};

/** Terms of the Subclasses of SecurityScheme, by the value of `scheme`. */
export const schemes: Readonly<Record<string, Signature>> = {
  basic: located("BasicSecurityScheme"),
  digest: [...located("DigestSecurityScheme"), ["qop", "DigestSecurityScheme", "string"]],
  apikey: located("APIKeySecurityScheme"),
  bearer: [
    ...located("BearerSecurityScheme"),
    ["authorization", "BearerSecurityScheme", "anyURI"],
    ["alg", "BearerSecurityScheme", "string"],
    ["format", "BearerSecurityScheme", "string"],
  ],
  psk: [["identity", "PSKSecurityScheme", "string"]],
  oauth2: [
    ["flow", "OAuth2SecurityScheme", "string"],
    ["authorization", "OAuth2SecurityScheme", "anyURI"],
    ["token", "OAuth2SecurityScheme", "anyURI"],
    ["refresh", "OAuth2SecurityScheme", "anyURI"],
    ["scopes", "OAuth2SecurityScheme", "texts"],
  ],
  combo: [
    ["oneOf", "ComboSecurityScheme", "list"],
    ["allOf", "ComboSecurityScheme", "list"],
  ],
};

/** A term as it stands in an assertion id. */
export const inId = (term: string): string => term.replace("@type", "at-type").replace("@context", "at-context");
