import { describe, expect, it } from "vitest";
import { compareModels } from "../../../src/index.js";

const model = (members: object) => ({
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  "@type": "tm:ThingModel",
  title: "T",
  ...members,
});
const compare = (before: object, after: object) => compareModels(model(before), model(after));
const reading = (schema: object) => ({ properties: { p: { readOnly: true, ...schema } } });
const asking = (schema: object) => ({ actions: { a: { input: schema } } });
const p = "/properties/p";

describe("compareModels", () => {
  it("finds nothing between equal models, whatever the order of members", () => {
    const { bump, changes } = compare(
      { properties: { p: { type: "integer", unit: "K" } } },
      { properties: { p: { unit: "K", type: "integer" } } },
    );
    expect([bump, changes]).toEqual([undefined, []]);
  });

  it.each<[string, object, object, string]>([
    ["an affordance is gone", { events: { e: {} } }, {}, "/events/e"],
    ["a mandatory affordance is optional now", reading({}), { ...reading({}), "tm:optional": [p] }, p],
    ["what is read has a wider range", reading({ maximum: 9 }), reading({ maximum: 10 }), `${p}/maximum`],
    ["what is read has a narrower range", reading({ minimum: 0 }), reading({ minimum: 1 }), `${p}/minimum`],
    ["what is read has another type", reading({ type: "string" }), reading({ type: "number" }), `${p}/type`],
    ["an enumeration that is read has grown", reading({ enum: ["a"] }), reading({ enum: ["a", "b"] }), `${p}/enum`],
    [
      "an enumeration that is written has shrunk",
      asking({ enum: ["a", "b"] }),
      asking({ enum: ["a"] }),
      "/actions/a/input/enum",
    ],
    ["the unit is another one", reading({ unit: "K" }), reading({ unit: "C" }), `${p}/unit`],
    ["the unit is gone", reading({ unit: "K" }), reading({}), `${p}/unit`],
    ["a property is read only now", { properties: { p: {} } }, reading({}), `${p}/readOnly`],
    ["a property is not observable any more", reading({ observable: true }), reading({}), `${p}/observable`],
    ["an input is asked for", { actions: { a: {} } }, asking({ type: "string" }), "/actions/a/input"],
    [
      "an input asks for another member",
      asking({ required: ["x"] }),
      asking({ required: ["x", "y"] }),
      "/actions/a/input/required",
    ],
    [
      "an input is narrower deep within",
      asking({ properties: { x: { items: { maxLength: 9 } } } }),
      asking({ properties: { x: { items: { maxLength: 8 } } } }),
      "/actions/a/input/properties/x/items/maxLength",
    ],
    [
      "an output has lost a member",
      { actions: { a: { output: { properties: { "x/y": {} } } } } },
      { actions: { a: { output: {} } } },
      "/actions/a/output/properties/x~1y",
    ],
    [
      "an operation is gone",
      reading({ forms: [{ op: ["readproperty", "observeproperty"] }] }),
      reading({ forms: [{ op: "readproperty" }] }),
      `${p}/forms`,
    ],
    [
      "a media type is gone",
      reading({ forms: [{}, { contentType: "text/plain" }] }),
      reading({ forms: [{}] }),
      `${p}/forms`,
    ],
    ["an action is not safe any more", { actions: { a: { safe: true } } }, { actions: { a: {} } }, "/actions/a/safe"],
    ["a semantic type is gone", reading({ "@type": ["x:A", "x:B"] }), reading({ "@type": "x:A" }), `${p}/@type`],
    [
      "a prefix means something else",
      { "@context": ["t", { x: "urn:a" }] },
      { "@context": ["t", { x: "urn:b" }] },
      "/@context",
    ],
    ["the security is another one", { security: "a" }, { security: "b" }, "/security"],
    ["a URI variable is gone", { uriVariables: { v: {} } }, {}, "/uriVariables/v"],
    [
      "an alternative that is written is gone",
      asking({ oneOf: [{ type: "string" }, { type: "null" }] }),
      asking({ oneOf: [{ type: "string" }] }),
      "/actions/a/input/oneOf/1",
    ],
    ["a step is no longer met", reading({ multipleOf: 0.1 }), reading({ multipleOf: 0.25 }), `${p}/multipleOf`],
  ])("breaking: %s", (_what, before, after, pointer) => {
    const { bump, changes } = compare(before, after);
    expect(changes).toEqual([expect.objectContaining({ pointer, impact: "breaking" })]);
    expect(bump).toBe("major");
  });

  it.each<[string, object, object, string]>([
    ["an affordance is new", {}, { events: { e: {} } }, "/events/e"],
    ["an optional affordance is mandatory now", { ...reading({}), "tm:optional": [p] }, reading({}), p],
    ["an input takes more", asking({ maximum: 9 }), asking({}), "/actions/a/input/maximum"],
    ["an input asks for less", asking({ required: ["x"] }), asking({}), "/actions/a/input/required"],
    [
      "an input takes numbers where it took integers",
      asking({ type: "integer" }),
      asking({ type: "number" }),
      "/actions/a/input/type",
    ],
    ["an output is new", { actions: { a: {} } }, { actions: { a: { output: {} } } }, "/actions/a/output"],
    [
      "what is read has another member",
      reading({ properties: {} }),
      reading({ properties: { x: {} } }),
      `${p}/properties/x`,
    ],
    [
      "an operation is new",
      reading({ forms: [{}] }),
      reading({ forms: [{}, { op: "observeproperty" }] }),
      `${p}/forms`,
    ],
    ["a term of another vocabulary is another one", reading({ "x:y": 1 }), reading({ "x:y": 2 }), `${p}/x:y`],
  ])("compatible: %s", (_what, before, after, pointer) => {
    const { bump, changes } = compare(before, after);
    expect(changes).toEqual([expect.objectContaining({ pointer, impact: "compatible" })]);
    expect(bump).toBe("minor");
  });

  it("patch: texts for people", () => {
    const { bump, changes } = compare(reading({ title: "A" }), {
      ...reading({ title: "B" }),
      descriptions: { en: "x" },
    });
    expect(changes.map(({ pointer, impact }) => [pointer, impact])).toEqual([
      ["/descriptions", "patch"],
      [`${p}/title`, "patch"],
    ]);
    expect(bump).toBe("patch");
  });

  it("tells which side a change breaks", () => {
    const [wider] = compare(reading({ maximum: 9 }), reading({ maximum: 10 })).changes;
    expect(wider).toMatchObject({ consumer: "breaking", producer: "compatible" });
    const [narrower] = compare(reading({ maximum: 9 }), reading({ maximum: 8 })).changes;
    expect(narrower).toMatchObject({ consumer: "compatible", producer: "breaking" });
  });

  it("takes an exclusive bound of integers for the inclusive one that it is, and a placeholder for nothing said", () => {
    expect(
      compare(reading({ type: "integer", minimum: 5 }), reading({ type: "integer", exclusiveMinimum: 4 })).changes,
    ).toEqual([]);
    expect(compare(reading({ title: "{{T}}" }), reading({ title: "A" })).changes).toEqual([]);
  });

  it.each([
    ["1.2.3", "2.0.0", undefined],
    ["1.2.3", "1.3.0", "needs a major step"],
    ["1.2.3", "1.2.3", "is still 1.2.3"],
    ["2.0.0", "1.9.9", "goes back"],
    ["0.2.3", "0.3.0", undefined],
    ["0.2.3", "0.2.4", "needs a minor step"],
    ["0.2.3", "1.0.0", undefined],
    ["2026a", "2026b", undefined],
    ["1.0.0", undefined, "has to say"],
    [undefined, "1.0.0", undefined],
  ])("tm-versioning-1: judges the step from %s to %s of a breaking change", (from, to, problem) => {
    const version = (given: string | undefined) => (given === undefined ? {} : { version: { model: given } });
    const { findings } = compare({ ...reading({}), ...version(from) }, version(to));
    if (problem === undefined) expect(findings).toEqual([]);
    else
      expect(findings).toMatchObject([
        { assertion: "tm-versioning-1", level: "warning", message: expect.stringContaining(problem) },
      ]);
  });

  it.each([
    [{ properties: { a: { "tm:ref": "x#/y" } } }, "tm-tmRef2", "/properties/a/tm:ref"],
    [{ links: [{ rel: "tm:extends", href: "x" }] }, "tm-extend", "/links/0"],
    [{ "@type": "Thing" }, "tm-identification", "/@type"],
  ])("refuses %j", (members, assertion, pointer) => {
    expect(() => compare(members, {})).toThrow(expect.objectContaining({ code: "WOT_TD_INVALID", assertion, pointer }));
  });
});
