import { isObject } from "./instances.js";
import { type Change, drop, type Operator, on, rename, set, source, whole } from "./operator.js";
import type { Json, JsonObject } from "./seeds.js";

const td11 = "https://www.w3.org/2022/wot/td/v1.1";
const td10 = "https://www.w3.org/2019/wot/td/v1";

const isModel = (document: JsonObject): boolean => JSON.stringify(document["@type"] ?? "").includes("tm:ThingModel");

/** A document without a member that only a Thing Model has is a wrong Thing Description as well as a wrong model. */
const ofEvidentModels = (operator: Operator): Operator => ({
  ...operator,
  mutants: (document) =>
    isModel(document) && Object.hasOwn(document, "tm:optional") ? operator.mutants(document) : [],
});

/** Only of Thing Descriptions, or only of Thing Models. */
const only = (model: boolean, operator: Operator): Operator => ({
  ...operator,
  mutants: (document) => (isModel(document) === model ? operator.mutants(document) : []),
});

const context: readonly Operator[] = [
  ...["https://example.com/context", [td11.replace("v1.1", "v1.2")], [{ "@language": "en" }], [], `${td11}#`].map(
    (value) => whole("td-context", `@context is ${JSON.stringify(value)}`, set("@context", value)),
  ),
  whole("td-context-ns-thing-mandatory", "another namespace", set("@context", ["https://example.com/context"])),
  whole("td-context-ns-td10-namespace", "1.1 before 1.0", set("@context", [td11, td10])),
  whole(
    "td-context-ns-td10-namespace",
    "another in between",
    set("@context", [td10, { a: "https://a.example/" }, td11]),
  ),
];

const define =
  (definition: JsonObject, name = "another"): Change<JsonObject> =>
  (_, __, document) => {
    if (!isObject(document.securityDefinitions)) return false;
    document.securityDefinitions[name] = structuredClone(definition);
  };
/** Defined and used, so that nothing else speaks against it. */
const activate =
  (definition: JsonObject): Change<JsonObject> =>
  (target, path, document) => {
    if (define(definition)(target, path, document) === false) return false;
    document.security = "another";
  };
const scheme = (id: string, describe: string, definition: JsonObject): Operator[] => [
  whole(id, describe, define(definition)),
  whole(id, `${describe}, active`, activate(definition)),
];
const token = "https://auth.example/token";
const authorization = "https://auth.example/authorize";

const security: readonly Operator[] = [
  ...["basics", "Basic", "other:scheme", "", "constructor"].flatMap((name) =>
    scheme("td-security-scheme-name", `the scheme ${JSON.stringify(name)}`, { scheme: name }),
  ),
  ...scheme("td-security-combo-exclusive-oneof-or-allof", "both", {
    scheme: "combo",
    oneOf: ["basic", "open"],
    allOf: ["basic", "open"],
  }),
  ...scheme("td-security-combo-exclusive-oneof-or-allof", "neither", { scheme: "combo" }),
  ...(["oneOf", "allOf"] as const).flatMap((term) =>
    [[], ["open"], "open", ["open", 4], ["open", "nowhere"], ["open", "another"]].flatMap((members) =>
      scheme(`td-vocab-${term}--ComboSecurityScheme`, `${term} ${JSON.stringify(members)}`, {
        scheme: "combo",
        [term]: members as Json,
      }),
    ),
  ),
  ...scheme("td-vocab-flow--OAuth2SecurityScheme", "no flow", { scheme: "oauth2", token, authorization }),
  ...scheme("td-security-oauth2-code-flow", "no token", { scheme: "oauth2", flow: "code", authorization }),
  ...scheme("td-security-oauth2-code-flow", "no authorization", { scheme: "oauth2", flow: "code", token }),
  ...scheme("td-security-oauth2-code-flow", "neither", { scheme: "oauth2", flow: "code" }),
  ...scheme("td-security-oauth2-client-flow", "no token", { scheme: "oauth2", flow: "client" }),
  ...scheme("td-security-oauth2-client-flow-no-auth", "an authorization server", {
    scheme: "oauth2",
    flow: "client",
    token,
    authorization,
  }),
  ...scheme("td-security-no-secrets", "a password", { scheme: "basic", username: "admin", password: "Tr0ub4dor&3" }),
  ...scheme("td-security-no-secrets", "a token", {
    scheme: "bearer",
    "ex:token": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJlc2lnbmF0dXJl",
  }),
  ...scheme("td-security-no-secrets", "a client secret", {
    scheme: "oauth2",
    flow: "client",
    token,
    client_secret: "f81d4fae7dec11d0a765",
  }),
  on("Form", "td-security-no-secrets", "a password in the address", (target) => {
    target.href = "https://admin:Tr0ub4dor3@device.example/level";
  }),
  on("Form", "td-vocab-security--Form", "names what is not defined", (target) => {
    target.security = "nowhere";
  }),
  on("Form", "td-vocab-security--Form", "names what is not defined, among others", (target, _, document) => {
    target.security = [Object.keys(document.securityDefinitions as JsonObject)[0]!, "toString"];
  }),
  whole("td-security-in-uri-variable", "no address has the variable", (target, path, document) => {
    if (Array.isArray(document.forms)) return false;
    return activate({ scheme: "apikey", in: "uri", name: "secretKey" })(target, path, document);
  }),
  on("Form", "td-security-in-uri-variable", "the address has no variable", (target, path, document) => {
    if (define({ scheme: "apikey", in: "uri", name: "secretKey" })(target, path, document) === false) return false;
    target.security = ["another"];
  }),
  ...(["Thing", "Property", "Action", "Event"] as const).map((of) =>
    on(of, "td-security-uri-variables-distinct", "the key's variable is declared", (target, path, document) => {
      if (!isObject(target.uriVariables)) return false;
      return define({ scheme: "apikey", in: "uri", name: Object.keys(target.uriVariables)[0]! })(
        target,
        path,
        document,
      );
    }),
  ),
  ...["key", "key/inner", "/a~2b", "#/key"].map((name) =>
    whole(
      "sec-body-name-json-pointer",
      `the key in the body is at ${JSON.stringify(name)}`,
      (target, path, document) => {
        if (!isObject(document.securityDefinitions) || !("inBody" in document.securityDefinitions)) return false;
        return define({ scheme: "apikey", in: "body", name }, "inBody")(target, path, document);
      },
    ),
  ),
  ...(
    [
      ["sec-body-name-json-pointer-creatable", "inside a string", "/name/inner"],
      ["sec-body-name-json-pointer-creatable", "inside what is not there", "/nowhere/inner/key"],
      ["sec-body-name-json-pointer-type", "an integer", "/count"],
      ["sec-body-name-json-pointer-type", "not required", "/mode"],
    ] as const
  ).map(([id, describe, name]) =>
    whole(id, `the key in the body is ${describe}`, (target, path, document) => {
      if (!isObject(document.securityDefinitions) || !("inBody" in document.securityDefinitions)) return false;
      return define({ scheme: "apikey", in: "body", name }, "inBody")(target, path, document);
    }),
  ),
];

const link =
  (...links: JsonObject[]): Change<JsonObject> =>
  (target) => {
    target.links = [...(Array.isArray(target.links) ? target.links : []), ...structuredClone(links)];
  };
const typeLink = { rel: "type", href: "https://models.example/a.tm.jsonld", type: "application/tm+json" };
const submodel = (instanceName: string): JsonObject => ({
  rel: "tm:submodel",
  href: "https://models.example/part.tm.jsonld",
  instanceName,
});

const ref =
  (pointer: string): Change<JsonObject> =>
  (target) => {
    if (!isObject(target.properties)) return false;
    target.properties.another = { "tm:ref": pointer };
  };

/** The map of properties, made when there is none. */
function propertiesOf(target: JsonObject): JsonObject {
  if (!isObject(target.properties)) target.properties = {};
  return target.properties;
}

const models: readonly Operator[] = [
  ...["ThingModel", "tm:thingmodel", ["ex:Fan"]].map((type) =>
    ofEvidentModels(whole("tm-identification", `@type is ${JSON.stringify(type)}`, set("@type", type))),
  ),
  ofEvidentModels(whole("tm-identification", "without @type", drop("@type"))),
  only(true, whole("tm-context-requirement", "without @context", drop("@context"))),
  only(true, whole("tm-context-requirement", "another context", set("@context", "https://a.example/"))),
  only(true, whole("tm-context-requirement", "a number as context", set("@context", 5))),
  only(
    true,
    on("VersionInfo", "tm-versioning-2", "an instance", (target) => {
      target.instance = "1.0.0";
    }),
  ),
  only(
    true,
    whole("tm-extend", "a member instead of a link", (target) => {
      target["tm:extends"] = "https://models.example/base.tm.jsonld";
    }),
  ),
  only(
    true,
    whole("tm-compose-submodel", "a member instead of a link", (target) => {
      target["tm:submodel"] = ["https://models.example/part.tm.jsonld"];
    }),
  ),
  only(true, whole("tm-compose-name-collision", "one name for two", link(submodel("twin"), submodel("twin")))),
  ...[
    "https://models.example/a.tm.jsonld",
    "models/a.tm.jsonld#properties/a",
    "#",
    "",
    "#/a~3b",
    "/properties/speed",
  ].map((pointer) => only(true, whole("tm-tmRef1", `the reference ${JSON.stringify(pointer)}`, ref(pointer)))),
  only(
    true,
    whole("tm-tmRef1", "a reference that is a number", (target) => {
      propertiesOf(target).another = { "tm:ref": 4 };
    }),
  ),
  only(true, whole("tm-ref-recursive-extensions", "refers to itself", ref("#/properties/another"))),
  only(
    true,
    whole("tm-ref-recursive-extensions", "a circle of two", (target) => {
      Object.assign(propertiesOf(target), {
        one: { "tm:ref": "#/properties/two" },
        two: { "tm:ref": "#/properties/one" },
      });
    }),
  ),
  only(
    true,
    whole("tm-ref-recursive-extensions", "refers to what it is in", (target) => {
      propertiesOf(target).one = {
        type: "object",
        properties: { deep: { "tm:ref": "#/properties/one" } },
      };
    }),
  ),
  only(true, whole("tm-tmOptional", "another case", rename("tm:optional", "tm:Optional"))),
  only(
    true,
    whole("tm-tmOptional-array", "in an affordance", (target) => {
      const affordance = isObject(target.properties) ? Object.values(target.properties)[0] : undefined;
      if (!isObject(affordance)) return false;
      affordance["tm:optional"] = ["/properties/speed"];
    }),
  ),
  ...["/properties/speed", { "/properties/speed": true }, 4].flatMap((value) => [
    only(true, whole("tm-tmOptional-array", `is ${JSON.stringify(value)}`, set("tm:optional", value))),
  ]),
  ...["properties/speed", "speed", "#/properties/speed", "/properties/~2", 4].map((pointer) =>
    only(true, whole("tm-tmOptional-JSONPointer", `has ${JSON.stringify(pointer)}`, set("tm:optional", [pointer]))),
  ),
  ...[
    "/properties/nowhere",
    "/properties/speed/type",
    "/properties",
    "/title",
    "/actions/speed",
    "/properties/constructor",
  ].map((pointer) =>
    only(
      true,
      whole("tm-tmOptional-resolver", `has ${pointer}`, (target) => {
        // What it extends could have the affordance.
        if (JSON.stringify(target.links ?? "").includes("tm:extends")) return false;
        target["tm:optional"] = [pointer];
      }),
    ),
  ),
  ...["{{}}", "{{SCHLÜSSEL}}", "{{NAME", "{{A}"].map((text) =>
    only(true, whole("tm-placeholder", `the text ${text}`, set("title", text))),
  ),
  only(
    true,
    whole("tm-placeholder-value", "the name of an affordance", (target) => {
      propertiesOf(target)["{{NAME}}"] = { type: "string" };
    }),
  ),
  only(
    true,
    whole("tm-placeholder-value", "the name of a member", (target) => {
      target["{{NAME}}"] = 1;
    }),
  ),
  only(
    true,
    source("tm-placeholder-retyping", "without quotes", (text) => text.replace('"{{MAXIMUM}}"', "{{MAXIMUM}}")),
  ),
  ...(
    [
      ["a property is a string", set("properties", { speed: "integer" })],
      ["properties are a list", set("properties", [])],
      ["a type that is none", set("properties", { speed: { type: "float" } })],
      ["a title that is a number", set("title", 4)],
      ["actions are a text", set("actions", "none")],
    ] as const
  ).map(([describe, change]) => only(true, whole("tm-td-generation-inconsistencies", describe, change))),
  whole(
    "tm-rel-type-maximum",
    "two links of the type",
    link(typeLink, { ...typeLink, href: "https://models.example/b" }),
  ),
  only(
    false,
    whole("thing-model-td-generation-processor-imports", "a reference", ref("https://a.example/#/properties/a")),
  ),
  only(
    false,
    on("Action", "thing-model-td-generation-processor-imports", "a reference in an input", (target) => {
      if (!isObject(target.input)) return false;
      target.input["tm:ref"] = "https://a.example/#/properties/a";
    }),
  ),
];

/** Operators on what relates places of a document, and on Thing Models. */
export const relationOperators: readonly Operator[] = [
  ...[...context, ...security].map((operator) => only(false, operator)),
  ...models,
];
