import { describe, expect, it } from "vitest";
import { listeningPort } from "../../src/index.js";

describe("listeningPort", () => {
  it.each([0, 1, 8080, 65_535])("takes %i", (port) => {
    expect(listeningPort(port)).toBe(port);
  });

  it.each([-1, 65_536, 80.5, Number.NaN])("refuses %s as WOT_RANGE", (port) => {
    expect(() => listeningPort(port)).toThrow(expect.objectContaining({ code: "WOT_RANGE" }));
  });
});
