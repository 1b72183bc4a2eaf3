import { describe, expect, it } from "vitest";
import { ContentFormats } from "../../src/content-formats.js";
import { OfferedTypes } from "../../src/offered-types.js";

describe("ContentFormats", () => {
  const formats = new ContentFormats();

  it.each([
    ["application/json", 50],
    ["application/td+json", 432],
    ["application/cbor", 60],
    ["application/octet-stream", 42],
    ["application/link-format", 40],
    ["application/senml+json", 110],
    ["text/plain", 0],
    ["text/plain; charset=utf-8", 0],
    ['Text/Plain;charset="UTF-8"', 0],
    ["application/json; charset=utf-8", 50],
    ["application/octet-stream;length=4", 42],
  ])("gives %s the number %d", (type, number) => {
    expect(formats.numberOf(type)).toBe(number);
  });

  it.each(["application/ld+json", "text/plain;charset=latin1", "", "__proto__", "constructor"])(
    "has no number for %j",
    (type) => {
      expect(formats.numberOf(type)).toBeUndefined();
    },
  );

  it("gives back the type of each number that it gave", () => {
    for (const type of ["application/json", "application/cbor", "text/plain;charset=utf-8", "image/png"]) {
      expect(formats.typeOf(formats.numberOf(type)!)).toBe(type);
    }
  });

  it("takes further types by number", () => {
    const further = new ContentFormats({ 65001: "application/x-blind" });
    expect(further.numberOf("application/x-blind")).toBe(65_001);
    expect(further.typeOf(65_001)).toBe("application/x-blind");
  });

  it("refuses a number that no option can carry", () => {
    expect(() => new ContentFormats({ 65536: "application/x" })).toThrow(
      expect.objectContaining({ code: "WOT_RANGE" }),
    );
  });
});

describe("OfferedTypes", () => {
  const offer = (...types: string[]) => new OfferedTypes(types, new ContentFormats());

  it("keeps the parameters that a number does not have", () => {
    const types = offer("application/octet-stream;length=4;signed=true");
    expect(types.offered(42)).toBe("application/octet-stream;length=4;signed=true");
  });

  it("leaves out a later type that has no number, and one whose number is taken", () => {
    const types = offer(
      "application/json",
      "application/ld+json",
      "application/json;charset=utf-8",
      "application/cbor",
    );
    expect(types.contentTypes).toEqual(["application/json", "application/cbor"]);
  });

  it("offers a first type without a number, to those who ask for none", () => {
    const types = offer("application/ld+json", "application/json");
    expect(types.defaultFormat).toBeUndefined();
    expect(types.contentTypes).toEqual(["application/ld+json", "application/json"]);
    expect(types.offered(50)).toBe("application/json");
  });

  it("knows types that it does not offer", () => {
    const types = offer("application/json");
    expect(types.offered(60)).toBeUndefined();
    expect(types.known(60)).toBe("application/cbor");
  });
});
