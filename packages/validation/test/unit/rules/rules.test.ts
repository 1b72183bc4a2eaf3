import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { judgeDocument } from "../../../src/index.js";
import { modelRules, rules } from "../../../src/rules/index.js";
import { isLanguageTag } from "../../../src/rules/language-tag.js";
import { optionalResolves } from "../../../src/rules/tm-tmOptional-resolver.js";
import { lamp, model } from "../lamp.js";
import { rows } from "./rows.js";
import { variants } from "./variants.js";

/** Every term that a rule looks for. */
const terms = [
  ...[
    "@context",
    "@type",
    "id",
    "title",
    "titles",
    "description",
    "descriptions",
    "base",
    "version",
    "links",
    "optional",
  ],
  ...[
    "properties",
    "actions",
    "events",
    "forms",
    "security",
    "securityDefinitions",
    "schemaDefinitions",
    "uriVariables",
  ],
  ...[
    "op",
    "href",
    "hreflang",
    "rel",
    "sizes",
    "scopes",
    "additionalResponses",
    "tm:optional",
    "tm:ref",
    "tm:extends",
    "tm:submodel",
  ],
  ...[
    "input",
    "output",
    "data",
    "items",
    "oneOf",
    "allOf",
    "required",
    "const",
    "enum",
    "default",
    "pattern",
    "type",
    "unit",
  ],
  ...[
    "minimum",
    "maximum",
    "readOnly",
    "writeOnly",
    "observable",
    "scheme",
    "in",
    "name",
    "flow",
    "password",
    "htv:fieldValue",
  ],
];

describe("rules", () => {
  const cases = rows.map(([assertion, pointer, broken, kept, also = []]) => ({
    assertion,
    pointer,
    broken,
    kept,
    also,
  }));

  it.each(cases)("$assertion is found at $pointer, and only where it is broken", (row) => {
    const { assertion, pointer, broken, kept, also } = row;
    const { findings } = judgeDocument(JSON.stringify(broken));
    const own = findings.filter((each) => each.follows === undefined && !also.includes(each.assertion));
    expect(own.map((each) => [each.assertion, each.pointer])).toEqual([[assertion, pointer]]);
    expect(judgeDocument(JSON.stringify(kept)).findings).toEqual([]);
  });

  it.each(variants)("%s is found at %j in %j", (assertion, pointers, doc) => {
    const { findings } = judgeDocument(JSON.stringify(doc));
    const found = findings.filter((each) => each.assertion === assertion);
    expect(found.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  it("has a row for every one", () => {
    const ids = new Set([...rules, ...modelRules].map(({ id }) => id));
    expect([...ids].sort()).toEqual(rows.map(([id]) => id).sort());
  });

  it("are in lints.md when they are lints", () => {
    const table = readFileSync(new URL("../../../lints.md", import.meta.url), "utf8");
    const listed = [...table.matchAll(/^\| (lint-[\w-]+) \|/gm)].map(([, id]) => id);
    const lints = [...rules, ...modelRules].filter(({ level }) => level === "lint").map(({ id }) => id);
    expect(listed).toEqual([...new Set(lints)].sort());
  });

  it.each([...new Set([...rules, ...modelRules])])("$id takes objects of any shape", ({ check }) => {
    const member = {
      scheme: "combo",
      in: "body",
      name: 7,
      flow: [],
      op: [{}],
      href: {},
      forms: [{}],
      type: ["x"],
      uriVariables: [7],
    };
    const odd = [null, 7, "text", [null, [7]], { "": null, ...member }, { a: member, "{{": [member] }];
    for (const value of odd) {
      const doc = Object.fromEntries(terms.map((term) => [term, value]));
      const nested = {
        ...doc,
        properties: { a: doc },
        actions: { a: doc },
        events: { a: doc },
        forms: [doc],
        links: [doc],
      };
      for (const model of [{}, { "@type": "tm:ThingModel" }]) {
        for (const each of [doc, { ...doc, nested: doc }, nested]) {
          expect(() => [...check({ ...each, ...model })]).not.toThrow();
        }
      }
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

  const many = 10_000;
  const list = <T>(make: (index: number) => T): readonly T[] => Array.from({ length: many }, (_, index) => make(index));
  const map = (make: (index: number) => object) => Object.fromEntries(list((index) => [`n${index}`, make(index)]));
  const schemes = map((index) => ({ scheme: "apikey", in: "uri", name: `n${index}` }));
  const href = "https://lamp.example/level";

  // Each would take minutes if a rule looked at everything again for each of many things.
  it.each([
    [
      "many schemes on many forms",
      { security: Object.keys(schemes), securityDefinitions: schemes, forms: list(() => ({ href })) },
    ],
    [
      "a long base before many forms",
      { base: `https://x.example/${"x".repeat(1_000_000)}`, forms: list(() => ({ href: "a" })) },
    ],
    [
      "many secrets under a long name",
      { ["n".repeat(200_000)]: list(() => ({ password: "a1b2", at: "http://10.0.0.1" })) },
    ],
    ["many languages", { properties: map((index) => ({ titles: { [`x-${index % 9999}`]: "" } })) }],
    ["many references", { properties: map((index) => ({ "tm:ref": `#/properties/n${(index + 1) % many}` })) }],
    ["many defaults", { properties: map(() => ({ type: "object", default: {}, properties: { a: {} } })) }],
    ["many values", { properties: { a: { type: "object", properties: { a: {} }, enum: list((a) => ({ a })) } } }],
  ])("judge %s in the time that it takes to read them", (_what, terms) => {
    for (const doc of [lamp, model]) {
      expect(judgeDocument(JSON.stringify({ ...doc, ...terms })).findings.length).toBeLessThanOrEqual(100);
    }
  });
});
