import { parseCoapUri } from "@thingwright/coap";
import { uriPath } from "@thingwright/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canTravel, segmentOf } from "../../src/path-segment.js";

describe("A path segment", () => {
  it("comes through a URI as it was, whatever the name", () => {
    const names = fc.array(fc.string({ unit: "grapheme", maxLength: 20 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(names, (list) => {
        const segments = [...list.map(segmentOf), "end"];
        expect(parseCoapUri(`coap://[::1]${uriPath(segments)}`).segments).toEqual(segments);
      }),
    );
  });

  it("is different for different names", () => {
    const names = [".", "..", "~.", "~..", "~~.", "~", "...", "%2E"];
    expect(new Set(names.map(segmentOf)).size).toBe(names.length);
  });

  it("is never one of the two that Uri-Path must not be", () => {
    expect([".", ".."].map(segmentOf)).toEqual(["~.", "~.."]);
  });

  it("replaces a lone surrogate", () => {
    expect(uriPath([segmentOf("a\ud800")])).toBe("/a%EF%BF%BD");
  });

  it("travels up to 255 bytes", () => {
    expect(canTravel(["a".repeat(255)])).toBe(true);
    expect(canTravel(["ü".repeat(128)])).toBe(false);
  });
});
