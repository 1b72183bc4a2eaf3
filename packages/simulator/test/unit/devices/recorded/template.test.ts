import { expect, test } from "vitest";
import { mergePatch } from "../../../../src/devices/recorded/merge-patch.js";
import { fillReferences, fillText } from "../../../../src/devices/recorded/template.js";
import { topicMatches } from "../../../../src/devices/recorded/topic-filter.js";

const context = { topic: ["cmnd", "plug", "POWER"], payload: { on: true, list: [1, 2] }, state: { name: "a/b" } };

test.each<[string, unknown, unknown]>([
  ["a reference alone becomes the value", { on: "{{/payload/on}}" }, { on: true }],
  ["whatever it is", "{{/payload/list}}", [1, 2]],
  ["in a text it is written out", "stat/{{/topic/1}}: {{/payload/list}}", "stat/plug: [1,2]"],
  ["in the name of a member too", { "{{/topic/2}}": 1 }, { POWER: 1 }],
  ["a member without a value is left out", { a: "{{/payload/off}}", b: 1 }, { b: 1 }],
  ["in a text there is nothing then", "<{{/payload/off}}>", "<>"],
  ["no inherited member is found", "<{{/payload/constructor}}>", "<>"],
  ["an array keeps its places", ["{{/payload/on}}", null], [true, null]],
])("of references, %s", (_what, template, filled) => {
  expect(fillReferences(template, context)).toEqual(filled);
});

test.each<[string, string]>([
  ["{{/payload/on}}", "true"],
  ["{{/payload/list}}", "[1,2]"],
  ["{{/payload/off}}", ""],
  ["{{/state/name}}", "a/b"],
])("as a text, %s is %j", (template, text) => {
  expect(fillText(template, context)).toBe(text);
});

test("a reference that a peer has sent stays what it is", () => {
  expect(fillReferences("{{/text}}", { text: "{{/state/secret}}", state: { secret: 1 } })).toBe("{{/state/secret}}");
});

test.each<[unknown, unknown, unknown]>([
  [{ a: 1, b: { c: 2 } }, { b: { d: 3 } }, { a: 1, b: { c: 2, d: 3 } }],
  [{ a: 1 }, { a: null }, {}],
  [{ a: [1, 2] }, { a: [3] }, { a: [3] }],
  [{ a: 1 }, { a: { b: null, c: 1 } }, { a: { c: 1 } }],
  [7, { a: 1 }, { a: 1 }],
])("%j merged with %j is %j", (target, patch, merged) => {
  expect(mergePatch(target, patch)).toEqual(merged);
});

test("a patch does not reach a prototype", () => {
  const merged = mergePatch({}, JSON.parse('{"__proto__":{"polluted":true}}')) as Record<string, unknown>;
  expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test.each<[string, string, boolean]>([
  ["a/b", "a/b", true],
  ["a/b", "a/b/c", false],
  ["a/+/c", "a/b/c", true],
  ["a/+", "a", false],
  ["a/#", "a", true],
  ["a/#", "a/b/c", true],
  ["#", "$SYS/uptime", false],
  ["+/uptime", "$SYS/uptime", false],
  ["$SYS/#", "$SYS/uptime", true],
])("the filter %s goes with the topic %s: %s", (filter, topic, matches) => {
  expect(topicMatches(filter, topic)).toBe(matches);
});
