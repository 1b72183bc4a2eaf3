import { lamp, model } from "../lamp.js";

/**
 * One document that breaks an assertion and nothing else, but `also` what others say of the same, and one beside it against which
 * nothing speaks.
 */
export type Row = readonly [assertion: string, pointer: string, broken: object, kept: object, also?: readonly string[]];

const { level } = lamp.properties;
const href = "https://lamp.example/level";
const token = "https://auth.example/token";
const authorization = "https://auth.example/authorize";
const td = "https://www.w3.org/2022/wot/td/v1.1";
const td10 = "https://www.w3.org/2019/wot/td/v1";

/** The lamp with its property changed, its form, one security scheme, its context, or an action beside it. */
const property = (terms: object) => ({ ...lamp, properties: { level: { ...level, ...terms } } });
const form = (terms: object, ofProperty: object = {}) => property({ ...ofProperty, forms: [{ href, ...terms }] });
const secured = (scheme: object, doc: object = lamp) => ({ ...doc, security: "a", securityDefinitions: { a: scheme } });
const context = (...entries: readonly unknown[]) => ({ ...lamp, "@context": [td, ...entries] });
const action = (terms: object) => ({ ...lamp, actions: { fade: { forms: [{ href }], ...terms } } });
const event = (terms: object) => ({ ...lamp, events: { burnt: { forms: [{ href }], ...terms } } });
const links = (...list: readonly object[]) => ({ ...lamp, links: list });
const modelLinks = (...list: readonly object[]) => ({ ...model, links: list });
const referring = (reference: unknown) => ({
  ...model,
  properties: { ...lamp.properties, other: { "tm:ref": reference } },
});

const oauth2 = (scheme: object) => secured({ scheme: "oauth2", ...scheme });
const inUri = { scheme: "apikey", in: "uri", name: "key" };
const uriKey = (terms: object, ofThing: object = {}) => ({
  ...secured(inUri, form({ href: `${href}{/key}`, ...terms })),
  ...ofThing,
});
const inBody = (name: string, input: object) => ({
  ...lamp,
  securityDefinitions: { ...lamp.securityDefinitions, a: { scheme: "apikey", in: "body", name } },
  actions: { fade: { input, forms: [{ href, security: "a" }] } },
});
const keyed = { type: "object", properties: { key: { type: "string" } }, required: ["key"] };
const typeLink = { rel: "type", href: "https://models.example/lamp", type: "application/tm+json" };
const submodel = { ...typeLink, rel: "tm:submodel" };
const bilingual = { en: "Lamp", de: "Lampe" };

const assertions: readonly Row[] = [
  [
    "td-context-ns-td10-namespace",
    "/@context",
    { ...lamp, "@context": [td, td10, { "@language": "en" }] },
    { ...lamp, "@context": [td10, td, { "@language": "en" }] },
  ],
  [
    "td-context-default-language",
    "/@context",
    { ...lamp, "@context": td, titles: bilingual },
    { ...lamp, titles: bilingual },
  ],
  [
    "td-text-at-direction",
    "/@context/1/@direction",
    context({ "@language": "ar", "@direction": "auto" }),
    context({ "@language": "ar", "@direction": "rtl" }),
  ],
  [
    "td-multi-languages-consistent",
    "/properties/level/titles",
    { ...property({ title: "Level", titles: { en: "Level" } }), titles: bilingual },
    { ...property({ title: "Level", titles: bilingual }), titles: bilingual },
  ],
  [
    "td-titles-descriptions",
    "/properties/level/title",
    { ...property({ title: "Level" }), titles: bilingual },
    { ...property({ description: "How bright it is" }), titles: bilingual },
  ],
  [
    "sec-inj-no-intl-markup",
    "/description",
    { ...lamp, description: 'A <span lang="de">Lampe</span>' },
    { ...lamp, description: "A lamp with level < 100 and <level> > 0" },
  ],
  [
    "privacy-id-metadata",
    "/id",
    { ...lamp, title: "Desk Lamp", id: "urn:dev:desk-lamp:1" },
    { ...lamp, id: "urn:dev:lamp:1" },
  ],
  [
    "td-vocab-hreflang--Link",
    "/links/0/hreflang",
    links({ href, hreflang: "e" }),
    links({ href, hreflang: "de-AT" }, { href, hreflang: ["de", "en"] }),
  ],
  [
    "td-vocab-sizes--Link",
    "/links/0/sizes",
    links({ href, rel: "item", sizes: "16x16" }),
    links({ href, rel: "icon", sizes: "16x16" }),
  ],
  [
    "td-security-scheme-name",
    "/securityDefinitions/a/scheme",
    secured({ scheme: "ace:ACESecurityScheme" }),
    secured({ scheme: "ace:ACESecurityScheme" }, context({ "@language": "en", ace: "https://ace.example/#" })),
  ],
  [
    "td-security-combo-exclusive-oneof-or-allof",
    "/securityDefinitions/both",
    {
      ...lamp,
      security: "both",
      securityDefinitions: {
        b: { scheme: "basic" },
        d: { scheme: "digest" },
        both: { scheme: "combo", oneOf: ["b", "d"], allOf: ["b", "d"] },
      },
    },
    {
      ...lamp,
      security: "both",
      securityDefinitions: {
        b: { scheme: "basic" },
        d: { scheme: "digest" },
        both: { scheme: "combo", oneOf: ["b", "d"] },
      },
    },
  ],
  [
    "td-security-combo-deprecation",
    "/security",
    { ...lamp, securityDefinitions: { ...lamp.securityDefinitions, b: { scheme: "basic" } }, security: ["none", "b"] },
    { ...lamp, security: ["none"] },
  ],
  [
    "td-security-mandatory",
    "/security",
    { ...form({ security: "none" }), security: [] },
    lamp,
    ["td-vocab-security--Thing"],
  ],
  [
    "td-security-no-secrets",
    "/securityDefinitions/a/acme:password",
    secured(
      { scheme: "basic", "acme:password": "hunter2" },
      context({ "@language": "en", acme: "https://acme.example/#" }),
    ),
    secured({ scheme: "basic", name: "password", in: "query" }),
  ],
  [
    "td-security-oauth2-code-flow",
    "/securityDefinitions/a",
    oauth2({ flow: "code", authorization }),
    oauth2({ flow: "code", authorization, token }),
  ],
  [
    "td-security-oauth2-client-flow",
    "/securityDefinitions/a",
    oauth2({ flow: "client" }),
    oauth2({ flow: "client", token }),
  ],
  [
    "td-security-oauth2-client-flow-no-auth",
    "/securityDefinitions/a/authorization",
    oauth2({ flow: "client", token, authorization }),
    oauth2({ flow: "client", token }),
  ],
  [
    "td-security-uri-variables-distinct",
    "/securityDefinitions/a/name",
    uriKey({}, { uriVariables: { key: {} } }),
    uriKey({ href: `${href}{/key}{?step}` }, { uriVariables: { step: {} } }),
  ],
  ["td-security-in-uri-variable", "/properties/level/forms/0/href", uriKey({ href }), uriKey({})],
  [
    "td-security-in-query-over-uri",
    "/securityDefinitions/a/in",
    uriKey({ href: `${href}{?key}` }),
    uriKey({ href: `${href}/{key}{?key}` }),
  ],
  [
    "sec-security-vocab-auto-in-no-name",
    "/securityDefinitions/a/name",
    secured({ scheme: "apikey", in: "auto", name: "key" }),
    secured({ scheme: "apikey", in: "auto" }),
  ],
  ["sec-body-name-json-pointer", "/securityDefinitions/a/name", inBody("key", keyed), inBody("/key", keyed)],
  [
    "sec-body-name-json-pointer-creatable",
    "/actions/fade/input",
    inBody("/key", { type: "integer" }),
    inBody("/-", { type: "array", items: { type: "string" } }),
  ],
  [
    "sec-body-name-json-pointer-type",
    "/actions/fade/input",
    inBody("/key", { ...keyed, properties: { key: { type: "integer" } } }),
    inBody("/new", keyed),
  ],
  [
    "td-vocab-scopes--Form",
    "/properties/level/forms/0/scopes/1",
    secured({ scheme: "oauth2", flow: "client", token, scopes: ["read"] }, form({ scopes: ["read", "admin"] })),
    secured({ scheme: "oauth2", flow: "client", token, scopes: "read" }, form({ scopes: "read" })),
  ],
  [
    "td-op-for-thing",
    "/forms/0/op",
    { ...lamp, forms: [{ href, op: "readproperty" }] },
    { ...lamp, forms: [{ href, op: "readallproperties" }] },
  ],
  [
    "td-op-for-property",
    "/properties/level/forms/0/op",
    form({ op: "invokeaction" }),
    form({ op: ["readproperty", "writeproperty"] }),
  ],
  [
    "td-op-for-action",
    "/actions/fade/forms/0/op",
    action({ forms: [{ href }, { href, op: "readproperty" }].reverse() }),
    action({ forms: [{ href, op: "invokeaction" }] }),
  ],
  [
    "td-op-for-event",
    "/events/burnt/forms/0/op",
    event({ forms: [{ href, op: "observeproperty" }, { href }] }),
    event({ forms: [{ href, op: ["subscribeevent", "unsubscribeevent"] }] }),
  ],
  [
    "well-known-operation-types-only",
    "/properties/level/forms/0/op",
    form({ op: "readProperty" }),
    form({ op: "readproperty" }),
    ["td-vocab-op--Form_readproperty"],
  ],
  [
    "td-vocab-schema--AdditionalExpectedResponse",
    "/properties/level/forms/0/additionalResponses/0/schema",
    form({ additionalResponses: [{ schema: "error" }] }),
    { ...form({ additionalResponses: [{ schema: "error" }] }), schemaDefinitions: { error: { type: "string" } } },
  ],
  [
    "td-uriVariables-names",
    "/properties/level/forms/0/href",
    form({ href: `${href}{?step,unit}` }, { uriVariables: { step: { type: "integer" } } }),
    {
      ...form({ href: `${href}{?step,unit}` }, { uriVariables: { step: { type: "integer" } } }),
      uriVariables: { unit: { type: "string" } },
    },
  ],
  [
    "td-vocab-uriVariables--Thing",
    "/uriVariables/step",
    { ...form({ href: `${href}{?step}` }), uriVariables: { step: { type: "object", properties: {} } } },
    { ...form({ href: `${href}{?step}` }), uriVariables: { step: { type: "string" } } },
  ],
  [
    "td-vocab-uriVariables--InteractionAffordance",
    "/properties/level/uriVariables/step",
    form({ href: `${href}{?step}` }, { uriVariables: { step: { type: "array", items: {} } } }),
    form({ href: `${href}{?step}` }, { uriVariables: { step: { type: "number" } } }),
  ],
  [
    "td-vocab-default--DataSchema",
    "/properties/level/default",
    property({ maximum: 100, default: 101 }),
    property({ maximum: 100, default: 100 }),
  ],
  [
    "tm-rel-type-maximum",
    "/links/1",
    links(typeLink, { ...typeLink, href: "https://models.example/other" }),
    links(typeLink, { ...typeLink, rel: "item" }),
  ],
];

const derivation: readonly Row[] = [
  [
    "tm-identification",
    "/tm:optional",
    { ...lamp, "tm:optional": ["/properties/level"] },
    { ...model, "tm:optional": ["/properties/level"] },
  ],
  [
    "tm-placeholder-replacement",
    "/title",
    { ...lamp, title: "Lamp {{NUMBER}}" },
    { ...lamp, title: "Lamp {1}", $comment: "{{NUMBER}}" },
  ],
  [
    "thing-model-td-generation-processor-imports",
    "/properties/level/tm:ref",
    property({ "tm:ref": "lamp.tm.jsonld#/properties/level" }),
    referring("lamp.tm.jsonld#/properties/level"),
  ],
  [
    "thing-model-td-generation-processor-extends",
    "/links/0",
    links({ ...typeLink, rel: "tm:extends" }),
    modelLinks({ ...typeLink, rel: "tm:extends" }),
  ],
];

const models: readonly Row[] = [
  ["tm-context-requirement", "/@context", { ...model, "@context": [{ "@language": "en" }] }, model, ["td-context"]],
  [
    "tm-versioning-2",
    "/version/instance",
    { ...model, version: { model: "1.0.0", instance: "1.0.0" } },
    { ...model, version: { model: "1.0.0" } },
  ],
  [
    "tm-extend",
    "/tm:extends",
    { ...model, "tm:extends": "base.tm.jsonld" },
    modelLinks({ ...typeLink, rel: "tm:extends" }),
  ],
  ["tm-compose-submodel", "/tm:submodel", { ...model, "tm:submodel": ["bulb.tm.jsonld"] }, modelLinks(submodel)],
  [
    "tm-compose-name-collision",
    "/links/1/instanceName",
    modelLinks({ ...submodel, instanceName: "left" }, { ...submodel, instanceName: "left" }),
    modelLinks({ ...submodel, instanceName: "left" }, { ...submodel, instanceName: "right" }),
  ],
  [
    "tm-tmRef1",
    "/properties/other/tm:ref",
    referring("lamp.tm.jsonld"),
    referring("./models/lamp.tm.jsonld#/properties/a~1b"),
  ],
  ["tm-tmRef2", "/properties/other/tm:ref", referring("#/properties/missing"), referring("#/properties/level")],
  [
    "tm-ref-recursive-extensions",
    "/properties/b/tm:ref",
    { ...model, properties: { a: { "tm:ref": "#/properties/b" }, b: { "tm:ref": "#/properties/a" } } },
    {
      ...model,
      properties: { ...lamp.properties, a: { "tm:ref": "#/properties/b" }, b: { "tm:ref": "#/properties/level" } },
    },
  ],
  [
    "tm-tmOptional",
    "/optional",
    { ...model, optional: ["/properties/level"] },
    { ...model, optional: ["something else"] },
  ],
  [
    "tm-tmOptional-array",
    "/properties/level/tm:optional",
    { ...property({ "tm:optional": true }), "@type": "tm:ThingModel" },
    { ...model, "tm:optional": [] },
  ],
  [
    "tm-tmOptional-JSONPointer",
    "/tm:optional/0",
    { ...model, "tm:optional": [{}] },
    { ...model, "tm:optional": ["/properties/level"] },
  ],
  [
    "tm-tmOptional-resolver",
    "/tm:optional/0",
    { ...model, "tm:optional": ["/properties/missing"] },
    { ...model, "tm:optional": ["/properties/level"] },
  ],
  [
    "tm-placeholder",
    "/description",
    { ...model, description: "for {{NAME" },
    { ...model, description: "for {{NAME}} and {{OTHER}}" },
  ],
  [
    "tm-placeholder-value",
    "/properties/{{NAME}}",
    { ...model, properties: { "{{NAME}}": level } },
    { ...model, properties: { level: { ...level, maximum: "{{MAXIMUM}}" } } },
    ["tm-td-generation-inconsistencies"],
  ],
  [
    "tm-td-generation-inconsistencies",
    "/security",
    {
      ...model,
      security: "b",
      securityDefinitions: { none: { scheme: "nosec" } },
      properties: { level: { ...level, forms: [{ href, security: "none" }] } },
    },
    { ...model, security: "{{SECURITY}}", properties: { level: { ...level, forms: [{ href, security: "none" }] } } },
  ],
];

const { basic, digest } = { basic: { scheme: "basic" }, digest: { scheme: "digest" } };

const lints: readonly Row[] = [
  ["lint-title-language", "/title", { ...lamp, "@context": td }, lamp],
  [
    "lint-undeclared-prefix",
    "/properties/level/unit",
    property({ unit: "qudt:PERCENT", "@type": ["qudt:Level", "tm:Level"] }),
    {
      ...context({ "@language": "en", qudt: "https://qudt.example/" }),
      properties: property({ unit: "qudt:PERCENT" }).properties,
    },
  ],
  [
    "lint-empty-range",
    "/properties/level/minimum",
    property({ minimum: 2, maximum: 1 }),
    property({ minimum: 1, maximum: 1 }),
  ],
  ["lint-const-and-enum", "/properties/level/enum", property({ const: 1, enum: [1, 2] }), property({ enum: [1, 2] })],
  [
    "lint-open-container",
    "/properties/level",
    property({ type: "object" }),
    property({ type: "object", properties: { list: { type: "array", items: {} } } }),
  ],
  ["lint-const-outside-schema", "/properties/level/const", property({ const: 1.5 }), property({ const: 2 })],
  ["lint-enum-outside-schema", "/properties/level/enum/1", property({ enum: [1, "2"] }), property({ enum: [1, 2] })],
  [
    "lint-inapplicable-term",
    "/properties/level/maxLength",
    property({ maxLength: 3 }),
    property({ type: "string", maxLength: 3 }),
  ],
  [
    "lint-undefined-required",
    "/properties/level/required/0",
    property({ type: "object", properties: { a: {} }, required: ["b"] }),
    property({ type: "object", properties: { a: {} }, required: ["a"] }),
  ],
  [
    "lint-pattern",
    "/properties/level/pattern",
    property({ type: "string", pattern: "(" }),
    property({ type: "string", pattern: "^(?=a)\\-" }),
  ],
  [
    "lint-read-only-and-write-only",
    "/properties/level/items",
    property({ type: "array", items: { readOnly: true, writeOnly: true } }),
    property({ readOnly: true, writeOnly: false }),
  ],
  [
    "lint-contradicting-operation",
    "/properties/level/forms/0/op/1",
    form({ op: ["readproperty", "writeproperty"] }, { readOnly: true }),
    form({ op: ["readproperty"] }, { readOnly: true }),
  ],
  [
    "lint-unreachable-operation",
    "/properties/level",
    form({ op: "writeproperty" }),
    { ...form({ op: "writeproperty" }), forms: [{ href, op: "readallproperties" }] },
  ],
  ["lint-model-link-type", "/links/0/type", links({ ...typeLink, type: "text/html" }), links(typeLink)],
  ["lint-obsolete-term", "/tm:required", { ...model, "tm:required": ["/properties/level"] }, model],
  [
    "lint-uri-template",
    "/properties/level/forms/0/href",
    form({ href: `${href}{?a-b}` }, { uriVariables: { "a-b": {} } }),
    form({ href: `${href}{?a}` }, { uriVariables: { a: {} } }),
  ],
  [
    "lint-relative-href",
    "/properties/level/forms/0/href",
    form({ href: "level" }),
    { ...form({ href: "level" }), base: "https://lamp.example/" },
  ],
  [
    "lint-repeated-form",
    "/properties/level/forms/1",
    property({ forms: [{ href }, { href }] }),
    property({ forms: [{ href }, { href: `${href}2` }] }),
  ],
  [
    "lint-repeated-response",
    "/properties/level/forms/0/additionalResponses/1",
    form({ additionalResponses: [{ success: false }, { success: false }] }),
    form({ additionalResponses: [{ success: false }, { success: true }] }),
  ],
  [
    "lint-unused-security-definition",
    "/securityDefinitions/b",
    { ...lamp, securityDefinitions: { ...lamp.securityDefinitions, b: basic } },
    lamp,
  ],
  [
    "lint-unused-schema-definition",
    "/schemaDefinitions/error",
    { ...lamp, schemaDefinitions: { error: {} } },
    { ...form({ additionalResponses: [{ schema: "error" }] }), schemaDefinitions: { error: {} } },
  ],
  [
    "lint-unused-uri-variable",
    "/properties/level/uriVariables/step",
    property({ uriVariables: { step: {} } }),
    form({ href: `${href}{?step}` }, { uriVariables: { step: {} } }),
  ],
  [
    "lint-clear-text-credentials",
    "/properties/level/forms/0/href",
    secured(basic, form({ href: "http://lamp.example/level" })),
    secured(digest, form({ href: "http://lamp.example/level" })),
  ],
  [
    "lint-secret",
    "/properties/level/acme:token",
    { ...property({ "acme:token": "a1b2c3" }), "@context": [td, { "@language": "en", acme: "https://acme.example/" }] },
    lamp,
  ],
  ["lint-private-address", "/properties/level/forms/0/href", form({ href: "https://192.168.0.7/level" }), lamp],
];

export const rows: readonly Row[] = [...assertions, ...derivation, ...models, ...lints];
