import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkConformance } from "../../../src/index.js";

const context = "https://www.w3.org/2022/wot/td/v1.1";
const model = {
  "@context": context,
  "@type": "tm:ThingModel",
  title: "Lamp",
  version: { model: "1.0.0" },
  "tm:optional": ["/events/hot"],
  properties: { level: { type: "integer", minimum: 0, maximum: 100, unit: "%", title: "{{T}}" } },
  actions: { toggle: {} },
  events: { hot: { data: { type: "string" } } },
};
const level = { type: "integer", minimum: 0, maximum: 80, unit: "%", forms: [{ href: "l" }] };
const thing = {
  "@context": context,
  title: "My lamp",
  version: { instance: "7", model: "1.0.0" },
  links: [{ rel: "type", href: "urn:lamp" }],
  properties: { level, extra: {} },
  actions: { toggle: { forms: [{ href: "t" }] } },
};
const check = (members: object) => checkConformance({ ...thing, ...members }, model, { modelHref: "urn:lamp" });

describe("checkConformance", () => {
  it("finds nothing in an instance, which may lack what is optional, have more, and be narrower", () => {
    expect(check({})).toEqual([]);
  });

  it.each<[string, object, string, string, string]>([
    [
      "a mandatory affordance is missing",
      { actions: {} },
      "/actions/toggle",
      "error",
      "thing-model-td-generation-processor-required",
    ],
    [
      "a range is wider",
      { properties: { level: { ...level, maximum: 101 } } },
      "/properties/level/maximum",
      "warning",
      "tm-derivation-validity",
    ],
    [
      "a type is another one",
      { properties: { level: { ...level, type: "number" } } },
      "/properties/level/type",
      "warning",
      "tm-derivation-validity",
    ],
    [
      "the unit is another one",
      { properties: { level: { ...level, unit: "1" } } },
      "/properties/level/unit",
      "warning",
      "tm-derivation-validity",
    ],
    [
      "it cannot be written",
      { properties: { level: { ...level, readOnly: true } } },
      "/properties/level/readOnly",
      "warning",
      "tm-derivation-validity",
    ],
    [
      "optional data is another one",
      { events: { hot: { data: { type: "null" } } } },
      "/events/hot/data/type",
      "error",
      "thing-model-td-generation-processor-imports",
    ],
    [
      "it is of another version",
      { version: { instance: "7", model: "1.0.1" } },
      "/version/model",
      "warning",
      "tm-derivation-validity",
    ],
    [
      "its link leads elsewhere",
      { links: [{ rel: "type", href: "urn:x" }] },
      "/links/0/href",
      "warning",
      "tm-derivation-validity",
    ],
    [
      "it is of two models",
      { links: [thing.links[0], { rel: "type", href: "urn:x" }] },
      "/links/1",
      "error",
      "tm-rel-type-maximum",
    ],
    [
      "it is a model still",
      { "@type": ["tm:ThingModel"] },
      "/@type",
      "error",
      "thing-model-td-generation-processor-type",
    ],
    [
      "it has a placeholder",
      { support: "x{{A}}" },
      "/support",
      "error",
      "thing-model-td-generation-processor-placeholder",
    ],
    [
      "it extends",
      { links: [{ rel: "tm:extends", href: "x" }] },
      "/links/0/rel",
      "error",
      "thing-model-td-generation-processor-extends",
    ],
    [
      "it refers",
      { events: { e: { "tm:ref": "x#/y" } } },
      "/events/e/tm:ref",
      "error",
      "thing-model-td-generation-processor-imports",
    ],
    ["it has tm:optional", { "tm:optional": [] }, "/tm:optional", "warning", "tm-derivation-validity"],
  ])("names where %s", (_what, members, pointer, findingLevel, assertion) => {
    expect(check(members)).toMatchObject([{ pointer, level: findingLevel, assertion, code: "WOT_TD_INVALID" }]);
  });

  it("throws only errors with a code, whatever it gets", () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (one, other) => {
        try {
          checkConformance(one, { "@type": "tm:ThingModel", properties: { p: other } });
          checkConformance({ properties: { p: one } }, { "@type": "tm:ThingModel", properties: { p: other } });
        } catch (error) {
          expect(error).toHaveProperty("code", expect.stringMatching(/^WOT_TD_/));
        }
      }),
    );
  });
});
