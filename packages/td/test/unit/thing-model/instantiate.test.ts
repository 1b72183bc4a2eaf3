import { ThingDescriptionError, UsageError } from "@thingwright/errors";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type InstantiateOptions,
  instantiate,
  isThingModel,
  parseThingDescription,
  type ThingModel,
} from "../../../src/index.js";

const model: ThingModel = {
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  "@type": ["tm:ThingModel", "saref:TemperatureSensor"],
  id: "urn:example:{{SERIAL}}",
  title: "Thermostat No. {{SERIAL}}",
  version: { model: "2.0.0" },
  base: "mqtt://{{BROKER}}:{{PORT}}",
  "tm:optional": ["/properties/humidity", "/events/alarm"],
  properties: {
    temperature: { type: "number", maximum: "{{MAXIMUM}}", observable: "{{OBSERVABLE}}" },
    humidity: { type: "number", unit: "{{HUMIDITY_UNIT}}" },
  },
  events: { alarm: { data: { type: "string" } } },
};

const placeholders = { SERIAL: 4, BROKER: "broker.example", PORT: 1883, MAXIMUM: 47.7, OBSERVABLE: true };
const modelWith = (members: Readonly<Record<string, unknown>>): ThingModel => ({
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  "@type": "tm:ThingModel",
  title: "x",
  ...members,
});

describe("instantiate", () => {
  it("replaces placeholders with their types, and drops what is a model's only", () => {
    expect(instantiate(model, { placeholders })).toEqual({
      "@context": "https://www.w3.org/2022/wot/td/v1.1",
      "@type": ["saref:TemperatureSensor"],
      id: "urn:example:4",
      title: "Thermostat No. 4",
      base: "mqtt://broker.example:1883",
      properties: { temperature: { type: "number", maximum: 47.7, observable: true } },
      events: {},
    });
  });

  it("leaves the model as it is", () => {
    const before = structuredClone(model);
    instantiate(model, { placeholders, overrides: { properties: { temperature: { unit: "K" } } } });
    expect(model).toEqual(before);
  });

  it("keeps the optional affordances that are asked for", () => {
    const thing = instantiate(model, { placeholders, optional: ["/events/alarm"] });
    expect(Object.keys(thing.events ?? {})).toEqual(["alarm"]);
    expect(Object.keys(thing.properties ?? {})).toEqual(["temperature"]);
  });

  it("merges overrides before placeholders, and null removes", () => {
    const thing = instantiate(model, {
      placeholders: { SERIAL: 1, OBSERVABLE: false },
      overrides: { base: null, properties: { temperature: { maximum: 30, unit: "°C" } }, version: { instance: "1" } },
    });
    expect(thing).not.toHaveProperty("base");
    expect(thing.properties?.temperature).toEqual({ type: "number", maximum: 30, unit: "°C", observable: false });
    expect(thing.version).toEqual({ model: "2.0.0", instance: "1" });
  });

  it("sets id and base, so that theirs needs no placeholder", () => {
    const options = { placeholders: { SERIAL: 1, MAXIMUM: 1, OBSERVABLE: true }, id: "urn:x", base: "coap://h/" };
    expect(instantiate(model, options)).toMatchObject({ id: "urn:x", base: "coap://h/" });
  });

  it("makes a valid Thing Description when forms and security come in", () => {
    const thing = instantiate(model, {
      placeholders,
      modelHref: "https://models.example/thermostat",
      overrides: {
        security: "none",
        securityDefinitions: { none: { scheme: "nosec" } },
        properties: { temperature: { forms: [{ href: "t" }] } },
      },
    });
    expect(parseThingDescription(thing)).toEqual({ ok: true, thing, findings: [] });
    expect(thing.links).toEqual([
      { rel: "type", href: "https://models.example/thermostat", type: "application/tm+json" },
    ]);
  });

  it("has one link to a model, whatever the model says", () => {
    const links = [
      { rel: "type", href: "old" },
      { rel: "item", href: "x" },
    ];
    const thing = instantiate(modelWith({ links }), { modelHref: "new" });
    expect(thing.links?.map(({ href }) => href)).toEqual(["new", "x"]);
    expect(thing).not.toHaveProperty("@type");
  });

  it("puts whole values where the placeholder is the whole string", () => {
    const tm = modelWith({ version: "{{V}}", links: "{{L}}", support: "{{A}}-{{B}}-{{A}}" });
    const V = { instance: "1.0.1", model: "2.0.0" };
    expect(instantiate(tm, { placeholders: { V, L: [], A: "a", B: false } })).toMatchObject({
      version: V,
      links: [],
      support: "a-false-a",
    });
  });

  it("does not search again what it put in", () => {
    expect(instantiate(modelWith({ support: "x{{A}}" }), { placeholders: { A: "{{A}}" } }).support).toBe("x{{A}}");
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ["a placeholder without a value", { description: "{{NOPE}}" }, "/description", "tm-placeholder-replacement"],
    ["an inherited name", { description: "{{constructor}}" }, "/description", "tm-placeholder-replacement"],
    [
      "a placeholder within text",
      { properties: { "a/b": { title: "x {{NOPE}}" } } },
      "/properties/a~1b/title",
      "tm-placeholder-replacement",
    ],
    ["a placeholder in a name", { properties: { "{{A}}": {} } }, "/properties/{{A}}", "tm-placeholder-value"],
    ["no tm:ThingModel", { "@type": "Thing" }, "/@type", "tm-identification"],
    ["tm:optional that is no array", { "tm:optional": "/properties/x" }, "/tm:optional", "tm-tmOptional-array"],
    [
      "tm:optional that points nowhere",
      { "tm:optional": ["/properties/x"] },
      "/tm:optional/0",
      "tm-tmOptional-resolver",
    ],
    ["tm:optional of no affordance", { "tm:optional": ["/title"] }, "/tm:optional/0", "tm-tmOptional-resolver"],
    ["tm:extends", { links: [{ rel: "item" }, { rel: "tm:extends", href: "x" }] }, "/links/1", "tm-extend"],
    ["tm:ref", { properties: { a: { "tm:ref": "x#/y" } } }, "/properties/a", "tm-tmRef2"],
    ["no title", { title: undefined }, "/title", "td-vocab-title--Thing"],
  ])("refuses %s with its place and assertion", (_what, members, pointer, assertion) => {
    const make = () => instantiate(modelWith(members), { placeholders: { A: 1 } });
    expect(make).toThrow(ThingDescriptionError);
    expect(make).toThrow(expect.objectContaining({ code: "WOT_TD_INVALID", pointer, assertion }));
  });

  it.each<[string, InstantiateOptions]>([
    ["an optional affordance that the model has not", { optional: ["/actions/x"] }],
    ["an object within text", { placeholders: { ...placeholders, BROKER: { a: 1 } } }],
    ["overrides that are not JSON", { overrides: { x: () => 1 } }],
    ["overrides with a refused name", { overrides: JSON.parse('{"__proto__":{"polluted":true}}') }],
  ])("blames the caller for %s", (_what, options) => {
    expect(() => instantiate(model, { placeholders, ...options })).toThrow(UsageError);
    expect(Object.prototype).not.toHaveProperty("polluted");
  });

  it("bounds what placeholders can grow to", () => {
    const long = "x".repeat(100_000);
    const make = () => instantiate(modelWith({ support: "{{A}}-".repeat(1000) }), { placeholders: { A: long } });
    expect(make).toThrow(expect.objectContaining({ code: "WOT_TD_LIMIT" }));
  });

  it("throws only errors with a code, whatever it gets", () => {
    fc.assert(
      fc.property(fc.anything(), fc.dictionary(fc.string(), fc.anything()), (tm, overrides) => {
        try {
          instantiate(tm as ThingModel, { overrides });
          instantiate(modelWith({ "x:v": tm }), { overrides });
        } catch (error) {
          expect(error).toHaveProperty("code", expect.stringMatching(/^WOT_(TD_|ARGUMENT)/));
        }
      }),
    );
  });
});

describe("isThingModel", () => {
  it.each([
    [{ "@type": "tm:ThingModel" }, true],
    [{ "@type": ["x", "tm:ThingModel"] }, true],
    [{ "@type": "Thing" }, false],
    [{ "@type": [["tm:ThingModel"]] }, false],
    [{}, false],
    [null, false],
    ["tm:ThingModel", false],
  ])("of %j is %s", (doc, expected) => {
    expect(isThingModel(doc)).toBe(expected);
  });
});
