import { describe, expect, it } from "vitest";
import { judgeDocument } from "../../../src/index.js";
import { modelRules, rules } from "../../../src/rules/index.js";
import { isLanguageTag } from "../../../src/rules/language-tag.js";
import { optionalResolves } from "../../../src/rules/tm-tmOptional-resolver.js";
import { lamp, model } from "../lamp.js";

const oauth2 = (scheme: object) => ({
  ...lamp,
  securityDefinitions: { none: { scheme: "nosec" }, oauth: { scheme: "oauth2", ...scheme } },
});
const uriKey = { scheme: "apikey", in: "uri", name: "key" };
const typeLink = { rel: "type", href: "http://models.example/lamp", type: "application/tm+json" };
const token = "https://auth.example/token";
const authorization = "https://auth.example/authorize";

type Row = readonly [assertion: string, pointer: string, broken: object, kept: object];

/** One document that breaks an assertion and nothing else, and one beside it that does not. */
const rows: readonly Row[] = [
  [
    "td-security-oauth2-code-flow",
    "/securityDefinitions/oauth",
    oauth2({ flow: "code", authorization }),
    oauth2({ flow: "code", authorization, token }),
  ],
  [
    "td-security-oauth2-client-flow",
    "/securityDefinitions/oauth",
    oauth2({ flow: "client" }),
    oauth2({ flow: "client", token }),
  ],
  [
    "td-security-oauth2-client-flow-no-auth",
    "/securityDefinitions/oauth/authorization",
    oauth2({ flow: "client", token, authorization }),
    oauth2({ flow: "client", token }),
  ],
  [
    "td-multilanguage-language-tag",
    "/titles/en-",
    { ...lamp, titles: { "en-": "Lamp" } },
    { ...lamp, titles: { "zh-Hant-HK": "Lamp", "i-klingon": "Lamp", "sl-nedis": "Lamp" } },
  ],
  [
    "td-security-uri-variables-distinct",
    "/securityDefinitions/key/name",
    { ...lamp, securityDefinitions: { ...lamp.securityDefinitions, key: uriKey }, uriVariables: { key: {} } },
    { ...lamp, securityDefinitions: { ...lamp.securityDefinitions, key: uriKey }, uriVariables: { step: {} } },
  ],
  [
    "tm-rel-type-maximum",
    "/links/1",
    { ...lamp, links: [typeLink, { ...typeLink, href: "http://models.example/other" }] },
    { ...lamp, links: [typeLink, { ...typeLink, rel: "item" }] },
  ],
  [
    "td-security-combo-deprecation",
    "/security",
    { ...lamp, securityDefinitions: { ...lamp.securityDefinitions, b: { scheme: "basic" } }, security: ["none", "b"] },
    { ...lamp, security: ["none"] },
  ],
  [
    "sec-security-vocab-auto-in-no-name",
    "/securityDefinitions/key/name",
    { ...lamp, securityDefinitions: { ...lamp.securityDefinitions, key: { ...uriKey, in: "auto" } } },
    { ...lamp, securityDefinitions: { ...lamp.securityDefinitions, key: uriKey } },
  ],
  [
    "lint-empty-range",
    "/properties/level/minimum",
    { ...lamp, properties: { level: { ...lamp.properties.level, minimum: 2, maximum: 1 } } },
    { ...lamp, properties: { level: { ...lamp.properties.level, minimum: 1, maximum: 1 } } },
  ],
  [
    "tm-versioning-2",
    "/version/instance",
    { ...model, version: { model: "1.0.0", instance: "1.0.0" } },
    { ...model, version: { model: "1.0.0" } },
  ],
  [
    "tm-tmOptional-resolver",
    "/tm:optional/0",
    { ...model, "tm:optional": ["/properties/missing"] },
    { ...model, "tm:optional": ["/properties/level"] },
  ],
];

describe("rules", () => {
  it.each(rows)("%s is found at %s, and only where it is broken", (assertion, pointer, broken, kept) => {
    const { findings } = judgeDocument(JSON.stringify(broken));
    const first = findings.filter(({ follows }) => follows === undefined);
    expect(first.map((each) => [each.assertion, each.pointer])).toEqual([[assertion, pointer]]);
    expect(judgeDocument(JSON.stringify(kept)).findings).toEqual([]);
  });

  it("has a row above for every one", () => {
    const ids = new Set([...rules, ...modelRules].map(({ id }) => id));
    expect([...ids].sort()).toEqual(rows.map(([id]) => id).sort());
  });

  it.each([...new Set([...rules, ...modelRules])])("$id takes objects of any shape", ({ check }) => {
    const odd = [null, 7, "text", [null, [7]], { "": null, scheme: 7, flow: [], in: {} }];
    for (const value of odd) {
      const terms = ["securityDefinitions", "links", "tm:optional", "version", "titles", "uriVariables", "properties"];
      const doc = Object.fromEntries(terms.map((term) => [term, value]));
      expect(() => [...check({ ...doc, nested: doc })]).not.toThrow();
    }
  });

  it.each(["zh-yue", "zh-cmn-Hans", "sl-rozaj-rozaj", "de-DE-1901-1901", "en-a-bb-a-cc", "abcd", "x-me", "en-GB-oed"])(
    "take %s as a language tag, which is well-formed though perhaps not valid",
    (tag) => expect(isLanguageTag(tag)).toBe(true),
  );

  it.each(["", "e", "en-", "-en", "en--US", "en_US", "en-a", "en-x", "abcdefghi", "deutsch land", "en\n", "a-DE"])(
    "take %j for no language tag",
    (tag) => expect(isLanguageTag(tag)).toBe(false),
  );

  it("look past values, but not past properties that are called like one", () => {
    const odd = { titles: { "e n": "x" }, minimum: 2, maximum: 1 };
    const schema = { type: "object", const: odd, default: odd, enum: [odd] };
    const form = lamp.properties.level.forms;
    const values = { ...lamp, properties: { level: { ...schema, forms: form } } };
    expect(judgeDocument(JSON.stringify(values)).findings).toEqual([]);
    const named = { ...lamp, properties: { default: { type: "integer", minimum: 2, maximum: 1, forms: form } } };
    expect(judgeDocument(JSON.stringify(named)).findings).toMatchObject([{ pointer: "/properties/default/minimum" }]);
  });

  it.each(["/title", "/properties", "/properties/level/type"])(
    "hold %s in tm:optional for no affordance",
    (pointer) => {
      const found = [...optionalResolves.check({ ...model, "tm:optional": [pointer] })];
      expect(found.map((each) => each.pointer)).toEqual(["/tm:optional/0"]);
    },
  );
});
