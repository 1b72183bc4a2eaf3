import { describe, expect, it } from "vitest";
import { judgeDocument } from "../../../src/index.js";
import { modelRules, rules } from "../../../src/rules/index.js";
import { isLanguageTag } from "../../../src/rules/language-tag.js";
import { optionalResolves } from "../../../src/rules/tm-tmOptional-resolver.js";
import { lamp, model } from "../lamp.js";
import { rows } from "./rows.js";

describe("rules", () => {
  it.each(rows)("%s is found at %s, and only where it is broken", (assertion, pointer, broken, kept, also = []) => {
    const { findings } = judgeDocument(JSON.stringify(broken));
    const own = findings.filter((each) => each.follows === undefined && !also.includes(each.assertion));
    expect(own.map((each) => [each.assertion, each.pointer])).toEqual([[assertion, pointer]]);
    expect(judgeDocument(JSON.stringify(kept)).findings).toEqual([]);
  });

  it("has a row for every one", () => {
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
    const schema = { type: "object", default: odd, enum: [odd] };
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
