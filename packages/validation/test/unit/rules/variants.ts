import { lamp, model } from "../lamp.js";

/** Other ways to break an assertion, or to keep it: the pointers at which it is found. */
export type Variant = readonly [assertion: string, pointers: readonly string[], doc: object];

const { level } = lamp.properties;
const href = "https://lamp.example/level";
const td = "https://www.w3.org/2022/wot/td/v1.1";
const td10 = "https://www.w3.org/2019/wot/td/v1";
const basic = { scheme: "basic" };
const action = (terms: object) => ({ ...lamp, actions: { fade: { forms: [{ href, security: "a" }], ...terms } } });
const property = (terms: object) => ({ ...lamp, properties: { level: { ...level, ...terms } } });
const inBody = (name: string, input: object) => ({
  ...action({ input }),
  securityDefinitions: { a: { scheme: "apikey", in: "body", name } },
});
const inUri = (forms: readonly object[], more: object = {}) => ({
  ...property({ forms }),
  security: "a",
  securityDefinitions: { a: { scheme: "apikey", in: "uri", name: "key" } },
  ...more,
});
const combo = (term: string, forms: readonly object[]) => ({
  ...inUri(forms),
  security: "both",
  securityDefinitions: {
    a: { scheme: "apikey", in: "uri", name: "key" },
    basic,
    both: { scheme: "combo", [term]: ["a", "basic"] },
  },
});
const at = "/properties/level/forms/0/href";
const input = "/actions/fade/input";

export const variants: readonly Variant[] = [
  ["sec-body-name-json-pointer-creatable", [], inBody("/a/b", { type: "object", properties: { c: {} } })],
  [
    "td-security-no-secrets",
    ["/securityDefinitions/none/client_secret"],
    {
      ...lamp,
      securityDefinitions: { none: { scheme: "oauth2", flow: "client", token: "token", client_secret: "a1b2c3" } },
    },
  ],
  [
    "td-multilanguage-language-tag",
    ["/titles/en-"],
    { ...lamp, titles: { "en-": "Lamp", "zh-Hant-HK": "Lamp", "i-klingon": "Lamp" } },
  ],
  [
    "td-multilanguage-language-tag",
    ["/properties/level/descriptions/en_US"],
    property({ descriptions: { en_US: "" } }),
  ],
  ["td-context-default-language", [], { ...lamp, "@context": td }],
  [
    "td-context-default-language",
    ["/@context/1/@language"],
    { ...lamp, "@context": [td, { "@language": `english${"x".repeat(9)}` }] },
  ],
  ["td-context-ns-td10-namespace", [], { ...lamp, "@context": td10 }],
  ["td-context-ns-td10-namespace", ["/@context"], { ...lamp, "@context": [td10, "https://x.example/", td] }],
  ["td-multi-languages-consistent", ["/titles"], { ...lamp, titles: { en: "a" }, descriptions: { en: "a", de: "b" } }],
  ["td-titles-descriptions", ["/description"], { ...property({ descriptions: { en: "" } }), description: "" }],
  ["sec-inj-no-intl-markup", ["/properties/level/descriptions/en"], property({ descriptions: { en: "<b>bold</b>" } })],
  ["sec-inj-no-intl-markup", ["/title"], { ...lamp, title: "Lamp<br/>" }],
  ["privacy-id-metadata", [], { ...lamp, title: "Bulb", id: "urn:bulb" }],
  ["td-vocab-hreflang--Link", ["/links/0/hreflang/1"], { ...lamp, links: [{ href, hreflang: ["en", "e-"] }] }],
  [
    "td-security-scheme-name",
    ["/securityDefinitions/none/scheme"],
    { ...lamp, securityDefinitions: { none: { scheme: "none" } } },
  ],
  [
    "td-security-scheme-name",
    [],
    { ...lamp, "@context": [td, "https://ace.example/"], securityDefinitions: { none: { scheme: "ace:X" } } },
  ],
  [
    "td-security-combo-exclusive-oneof-or-allof",
    ["/securityDefinitions/none"],
    { ...lamp, securityDefinitions: { none: { scheme: "combo" } } },
  ],
  ["td-security-no-secrets", ["/base"], { ...lamp, base: "https://me:hunter2@lamp.example/" }],
  ["td-security-no-secrets", [], { ...lamp, base: "https://me@lamp.example/" }],

  ["td-security-in-uri-variable", [at], combo("allOf", [{ href }])],
  ["td-security-in-uri-variable", [at], combo("oneOf", [{ href }])],
  ["td-security-in-uri-variable", [], inUri([{ href, security: [] }])],
  ["td-security-in-uri-variable", [], inUri([{ href: "level" }], { base: "https://lamp.example/{key}/" })],
  [
    "td-security-in-uri-variable",
    ["/properties/level/forms/1/href"],
    inUri([{ href: `${href}{/key}` }, { href: `${href}{/keys}` }]),
  ],
  ["td-security-in-query-over-uri", ["/securityDefinitions/a/in"], inUri([{ href: `${href}?a=b{&key}` }])],
  ["td-security-in-query-over-uri", ["/securityDefinitions/a/in"], inUri([{ href: `${href}?token={key}` }])],
  ["td-security-in-query-over-uri", [], inUri([{ href: `${href}{?key}` }, { href: `${href}{/key}` }])],
  ["td-security-in-query-over-uri", [], inUri([{ href: `${href}{/key}{?other}` }])],

  ["sec-body-name-json-pointer", [], inBody("", { type: "string" })],
  ["sec-body-name-json-pointer", ["/securityDefinitions/a/name"], inBody("/a~2", { type: "object" })],
  ["sec-body-name-json-pointer-creatable", [], inBody("/a/b", { type: "object" })],
  [
    "sec-body-name-json-pointer-creatable",
    [input],
    inBody("/a/b", { type: "object", properties: { a: { type: "boolean" } } }),
  ],
  ["sec-body-name-json-pointer-creatable", [input], inBody("/first", { type: "array" })],
  ["sec-body-name-json-pointer-creatable", [], inBody("/0/key", { type: "array", items: [{ type: "object" }] })],
  ["sec-body-name-json-pointer-type", [input], inBody("/a", { type: "object", properties: { a: { type: "string" } } })],
  ["sec-body-name-json-pointer-type", [input], inBody("/0", { type: "array", items: { type: "integer" } })],
  [
    "sec-body-name-json-pointer-type",
    [],
    inBody("/a~1b", { type: "object", properties: { "a/b": {} }, required: ["a/b"] }),
  ],

  ["td-op-for-thing", ["/forms/0"], { ...lamp, forms: [{ href }] }],
  ["td-op-for-thing", [], { ...lamp, "@context": td10, forms: [{ href }] }],
  ["td-op-for-thing", [], { ...model, forms: [{ href }] }],
  [
    "td-op-for-property",
    ["/properties/level/forms/0/op/1"],
    property({ forms: [{ href, op: ["readproperty", "subscribeevent"] }] }),
  ],
  [
    "well-known-operation-types-only",
    [],
    { ...model, properties: { level: { ...level, forms: [{ href, op: "{{OP}}" }] } } },
  ],
  ["td-uriVariables-names", ["/base"], { ...lamp, base: "https://lamp.example/{room}/" }],
  [
    "td-uriVariables-names",
    ["/forms/0/href"],
    { ...property({ uriVariables: { a: {} } }), forms: [{ href: `${href}{?a}`, op: "readallproperties" }] },
  ],
  ["td-uriVariables-names", [], inUri([{ href: `${href}{?key}` }])],
  [
    "td-vocab-default--DataSchema",
    ["/actions/fade/input/properties/a/default"],
    action({ input: { type: "object", properties: { a: { type: "boolean", default: "true" } } } }),
  ],
  ["td-vocab-default--DataSchema", ["/properties/level/default"], property({ enum: [1, 2], default: 3 })],
  ["td-vocab-default--DataSchema", [], { ...model, properties: { level: { ...level, default: "{{LEVEL}}" } } }],

  ["tm-context-requirement", [""], { "@type": "tm:ThingModel", title: "Lamp" }],
  ["tm-extend", ["/links/0"], { ...model, links: [{ rel: "tm:extends" }] }],
  ["tm-compose-submodel", ["/links/0"], { ...model, links: [{ rel: "tm:submodel" }] }],
  ["tm-identification", ["/@type"], { ...lamp, "@type": "ThingModel" }],
  ["tm-identification", ["/@type"], { "@type": ["Fan"], title: "Fan", version: { model: "1.0.0" } }],
  ["tm-identification", [""], { title: "Fan", links: [{ rel: "tm:extends", href }] }],
  ["tm-identification", [""], { title: "Fan", properties: { speed: { "tm:ref": "#/properties/a" } } }],
  ["tm-identification", [], { title: "Fan", properties: { speed: {} } }],
  ["td-uriVariables-names", [at], property({ forms: [{ href: `${href}{?a-b*,c}` }], uriVariables: { "a-b": {} } })],
  ["tm-tmOptional", ["/tm:Optional"], { ...model, "tm:Optional": ["/properties/level"] }],
  ["tm-tmRef1", ["/properties/a/tm:ref"], { ...model, properties: { a: { "tm:ref": "a b#/c" } } }],
  ["tm-tmRef1", ["/properties/a/tm:ref"], { ...model, properties: { a: { "tm:ref": "lamp.tm.jsonld#level" } } }],
  ["tm-tmRef1", ["/properties/a/tm:ref"], { ...model, properties: { a: { "tm:ref": ["#/properties/b"] } } }],
  [
    "tm-tmRef2",
    [],
    { ...model, links: [{ rel: "tm:extends", href }], properties: { a: { "tm:ref": "#/properties/b" } } },
  ],
  [
    "tm-ref-recursive-extensions",
    ["/properties/a/tm:ref"],
    { ...model, properties: { a: { "tm:ref": "#/properties/a" } } },
  ],
  [
    "tm-ref-recursive-extensions",
    ["/properties/a/properties/x/tm:ref"],
    { ...model, properties: { a: { type: "object", properties: { x: { "tm:ref": "#/properties/a" } } } } },
  ],
  [
    "tm-ref-recursive-extensions",
    [],
    {
      ...model,
      properties: { ...lamp.properties, a: { "tm:ref": "#/properties/level" }, b: { "tm:ref": "#/properties/level" } },
    },
  ],
  ["tm-ref-recursive-extensions", ["/links/0/href"], { ...model, links: [{ rel: "tm:extends", href: "#" }] }],
  ["tm-placeholder", ["/title"], { ...model, title: "{{}}" }],
  ["tm-placeholder", ["/title"], { ...model, title: "{{LÄMP}}" }],
  ["tm-placeholder", ["/title"], { ...model, title: "{{A}} {{B" }],
  [
    "tm-td-generation-inconsistencies",
    ["/securityDefinitions/none/oneOf/1"],
    { ...model, securityDefinitions: { none: { scheme: "combo", oneOf: ["none", "gone"] } } },
  ],
  [
    "thing-model-td-generation-processor-extends",
    ["/links/1"],
    {
      ...lamp,
      links: [
        { href, rel: "item" },
        { href, rel: "tm:extends" },
      ],
    },
  ],

  ["lint-empty-range", ["/properties/level/minimum"], property({ minimum: 1, exclusiveMaximum: 1 })],
  ["lint-empty-range", ["/properties/level/exclusiveMinimum"], property({ exclusiveMinimum: 1, maximum: 1 })],
  [
    "lint-empty-range",
    ["/properties/level/minItems"],
    property({ type: "array", items: {}, minItems: 2, maxItems: 1 }),
  ],
  ["lint-const-outside-schema", ["/properties/level/const"], property({ const: 3, enum: [1, 2] })],
  ["lint-unreachable-operation", ["/actions/fade"], action({ forms: [{ href, op: "queryaction" }] })],
  [
    "lint-unreachable-operation",
    ["/events/burnt"],
    { ...lamp, events: { burnt: { forms: [{ href, op: "unsubscribeevent" }] } } },
  ],
  [
    "lint-unreachable-operation",
    ["/properties/level"],
    property({ observable: true, forms: [{ href, op: "readproperty" }] }),
  ],
  ["lint-unreachable-operation", ["/properties/level"], property({ writeOnly: true, forms: [{ href, op: [] }] })],
  [
    "lint-contradicting-operation",
    ["/properties/level/forms/0/op"],
    property({ writeOnly: true, forms: [{ href, op: "readproperty" }] }),
  ],
  [
    "lint-undeclared-prefix",
    ["/properties/level/forms/0/cov:method"],
    property({ forms: [{ href, "cov:method": "GET" }] }),
  ],
  [
    "lint-undeclared-prefix",
    [],
    property({ forms: [{ href, "htv:methodName": "GET" }], unit: "http://qudt.example/unit", "@type": "urn:x:y" }),
  ],
  ["lint-undeclared-prefix", [], { ...lamp, "@context": [td, "https://x.example/"], "@type": "x:Lamp" }],
  ["lint-private-address", [at], property({ forms: [{ href: "http://10.0.0.1/a" }, { href: "http://10.0.0.1/b" }] })],
  [
    "lint-clear-text-credentials",
    [at],
    {
      ...property({ forms: [{ href: "level" }, { href: "other" }] }),
      base: "http://lamp.example/",
      securityDefinitions: { none: basic },
    },
  ],
  ["lint-unused-uri-variable", ["/uriVariables/room"], { ...lamp, uriVariables: { room: {} } }],
  ["lint-unused-uri-variable", [], { ...lamp, base: "https://lamp.example/{room}/", uriVariables: { room: {} } }],
  [
    "lint-secret",
    ["/properties/password/const"],
    { ...lamp, properties: { password: { ...level, const: "hunter2" } } },
  ],
];
