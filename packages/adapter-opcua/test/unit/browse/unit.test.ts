import { describe, expect, it } from "vitest";
import { unitOf } from "../../../src/browse/unit.js";
import { unit } from "../../support/nodes.js";

describe("the unit of a variable", () => {
  it("is that of UN/CEFACT's code, whatever the sign", () => {
    expect(unitOf(unit("CEL", "Grad"))).toEqual({ qudt: "DEG_C", sign: "Grad" });
    expect(unitOf(unit("MQH", ""))).toEqual({ qudt: "M3-PER-HR", sign: "" });
    expect(unitOf(unit("59", "ppm"))).toEqual({ qudt: "PPM", sign: "ppm" });
  });

  it("is that of its sign, where it has no code", () => {
    expect(unitOf({ NamespaceUri: "urn:own", UnitId: 4408652, DisplayName: " kWh " })).toEqual({
      qudt: "KiloW-HR",
      sign: "kWh",
    });
  });

  it("is the sign alone, where nobody else knows it", () => {
    expect(unitOf({ UnitId: -1, DisplayName: "widgets" })).toEqual({ qudt: undefined, sign: "widgets" });
  });

  it.each([undefined, null, "x", {}, { DisplayName: "" }, { DisplayName: "constructor" }])(
    "of %j is none, or its sign",
    (information) => {
      expect(unitOf(information)?.qudt).toBeUndefined();
    },
  );
});
