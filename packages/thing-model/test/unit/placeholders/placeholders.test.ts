import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fillPlaceholders, placeholderSchema, placeholdersOf } from "../../../src/index.js";

const model = {
  "@context": "https://www.w3.org/2022/wot/td/v1.1",
  "@type": "tm:ThingModel",
  title: "Thermostat {{N}}",
  id: "urn:x:{{N}}",
  version: "{{VERSION}}",
  created: "{{CREATED}}",
  "tm:optional": ["/events/e"],
  properties: {
    t: {
      type: "number",
      minimum: "{{LOW}}",
      observable: "{{OBSERVABLE}}",
      enum: ["{{A_VALUE}}"],
      forms: [{ href: "{{N}}", contentType: "{{MEDIA}}" }],
    },
    n: { type: "integer", maximum: "{{HIGH}}", default: "{{HIGH}}", "x:y": "{{ANYTHING}}" },
    o: { type: "object", properties: { s: { type: "string", maxLength: "{{LENGTH}}" } } },
  },
  actions: { a: { input: "{{INPUT}}", safe: "{{SAFE}}" } },
  events: { e: { data: { const: "{{UNKNOWN}}" } } },
};
const values = {
  N: 4,
  VERSION: { instance: "1", model: "2" },
  CREATED: "2026-01-01T00:00:00Z",
  LOW: -1.5,
  OBSERVABLE: true,
  A_VALUE: 3,
  MEDIA: "application/cbor",
  HIGH: 9,
  ANYTHING: [null],
  LENGTH: 7,
  INPUT: { type: "string" },
  SAFE: false,
  UNKNOWN: null,
};

describe("placeholdersOf", () => {
  it("lists every use with its place, and whether it is the whole text", () => {
    const uses = placeholdersOf(model).filter(({ name }) => name === "N");
    expect(uses.map(({ pointer, whole }) => [pointer, whole])).toEqual([
      ["/title", false],
      ["/id", false],
      ["/properties/t/forms/0/href", true],
    ]);
  });

  it("tm-placeholder-value: refuses one in a name", () => {
    const wrong = { ...model, properties: { "{{A}}": {} } };
    expect(() => placeholdersOf(wrong)).toThrow(
      expect.objectContaining({ assertion: "tm-placeholder-value", pointer: "/properties/{{A}}" }),
    );
  });
});

describe("placeholderSchema", () => {
  it("asks for the type of the place", () => {
    const { properties, required } = placeholderSchema(model, { optional: "all" });
    expect(properties).toMatchObject({
      VERSION: { type: "object", required: ["instance"] },
      CREATED: { type: "string", format: "date-time" },
      LOW: { type: "number" },
      OBSERVABLE: { type: "boolean" },
      A_VALUE: { type: "number" },
      MEDIA: { type: "string" },
      HIGH: { type: "integer" },
      LENGTH: { type: "integer", minimum: 0 },
      INPUT: { type: "object" },
      SAFE: { type: "boolean" },
      N: { allOf: [{ type: ["string", "number", "boolean"] }, { type: "string" }] },
      UNKNOWN: { description: "at /events/e/data/const" },
    });
    expect(Object.keys(properties.ANYTHING!)).toEqual(["description"]);
    expect([...required].sort()).toEqual(Object.keys(values).sort());
  });

  it("does not ask for what only optional affordances need that the Thing has not", () => {
    expect(placeholderSchema(model).required).not.toContain("UNKNOWN");
    expect(placeholderSchema(model, { optional: ["/events/e"] }).required).toContain("UNKNOWN");
  });
});

describe("fillPlaceholders", () => {
  it("tm-placeholder-replacement: keeps the type of a whole value, and writes others out", () => {
    const filled = fillPlaceholders(model, { ...values, N: "4" });
    expect(filled).toMatchObject({
      title: "Thermostat 4",
      version: { instance: "1", model: "2" },
      properties: { t: { minimum: -1.5, observable: true, enum: [3] }, n: { maximum: 9, "x:y": [null] } },
      actions: { a: { input: { type: "string" }, safe: false } },
      events: { e: { data: { const: null } } },
    });
  });

  it("tm-placeholder-replacement: names all that is missing", () => {
    const { LOW: _low, SAFE: _safe, ...some } = values;
    const fill = () => fillPlaceholders(model, some);
    expect(fill).toThrow(expect.objectContaining({ code: "WOT_TD_INVALID", assertion: "tm-placeholder-replacement" }));
    expect(fill).toThrow(/\{\{LOW\}\} at \/properties\/t\/minimum, \{\{SAFE\}\} at \/actions\/a\/safe/);
  });

  it.each([
    ["LOW", "1"],
    ["HIGH", 1.5],
    ["OBSERVABLE", "true"],
    ["LENGTH", -1],
    ["VERSION", { model: "1" }],
    ["CREATED", "yesterday"],
    ["N", 4],
    ["A_VALUE", "x"],
  ])("refuses for %s the value %j", (name, value) => {
    const fill = () => fillPlaceholders(model, { ...values, N: "4", [name]: value });
    expect(fill).toThrow(expect.objectContaining({ code: "WOT_DATA_INVALID", message: expect.stringContaining(name) }));
  });

  it("throws only errors with a code, whatever it gets", () => {
    fc.assert(
      fc.property(fc.anything(), fc.dictionary(fc.string(), fc.anything()), (value, map) => {
        try {
          fillPlaceholders({ "@type": "tm:ThingModel", title: "{{A}}", "x:y": value }, map);
        } catch (error) {
          expect(error).toHaveProperty("code", expect.stringMatching(/^WOT_(TD_|DATA_|ARGUMENT)/));
        }
      }),
    );
  });
});
