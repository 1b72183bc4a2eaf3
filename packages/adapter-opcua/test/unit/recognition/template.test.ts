import { describe, expect, it } from "vitest";
import type { UaNode } from "../../../src/browse/ua-node.js";
import { entryOf, requireTemplates, type ThingTemplate, templateOf } from "../../../src/recognition/template.js";

const object = (typeName?: string): UaNode => ({ typeName }) as UaNode;
const fits = (path: string, template: ThingTemplate, type?: string): boolean =>
  templateOf([template], object(type), path.split("/")) !== undefined;

describe("a template", () => {
  it.each([
    ["Plant/Ahu1", "Plant/Ahu1", true],
    ["Plant/Ahu1", "Plant/*", true],
    ["Plant/Ahu1", "*", false],
    ["Plant/Ahu1", "**", true],
    ["Plant/East/Ahu1", "Plant/**/Ahu1", true],
    ["Plant/Ahu1", "Plant/**/Ahu1", true],
    ["Plant/Ahu1/Supply", "Plant/*", false],
    ["Other/Ahu1", "Plant/*", false],
  ])("for %s by the path %s: %s", (path, pattern, expected) => {
    expect(fits(path, { path: pattern })).toBe(expected);
  });

  it("is for a type, and for a path of a type", () => {
    expect(fits("a", { type: "AhuType" }, "AhuType")).toBe(true);
    expect(fits("a", { type: "AhuType" }, "FanType")).toBe(false);
    expect(fits("a", { type: "AhuType", path: "b" }, "AhuType")).toBe(false);
    expect(fits("a", {})).toBe(false);
  });

  it("has terms of the mapping without their prefix", () => {
    expect(entryOf("Supply/T")).toEqual({ path: "Supply/T", terms: {} });
    expect(entryOf({ path: "T", range: { vendor: [0, 10], model: [0, 100] }, enum: { 0: "off" } })).toEqual({
      path: "T",
      terms: { "map:range": { "map:vendor": [0, 10], "map:model": [0, 100] }, "map:enum": { 0: "off" } },
    });
  });

  it("that is for nothing, or for a model that is not there, is refused", () => {
    expect(() => requireTemplates([{ model: "thermostat" }])).toThrow(/things\[0\] has neither a path nor a type/);
    expect(() => requireTemplates([{ type: "a", model: "toaster" as never }])).toThrow(/no model "toaster"/);
  });
});
