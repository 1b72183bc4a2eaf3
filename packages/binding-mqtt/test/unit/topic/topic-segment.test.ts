import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { faultOfTopicName } from "../../../src/topic/topic-name.js";
import { fromTopicSegment, maxSegmentLength, toTopicSegment } from "../../../src/topic/topic-segment.js";

/** Any UTF-16, halves of surrogate pairs too. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 })
  .map((units) => String.fromCharCode(...units));

describe("A topic segment", () => {
  it.each([
    ["temperature", "temperature"],
    ["weird name/ü", "weird~20name~2F~C3~BC"],
    ["$SYS", "~24SYS"],
    ["+#~", "~2B~23~7E"],
    ["\0", "~00"],
    ["", "~"],
    ["__proto__", "__proto__"],
  ])("of %j is %j", (name, segment) => {
    expect(toTopicSegment(name)).toBe(segment);
    expect(fromTopicSegment(segment)).toBe(name);
  });

  it("is a legal level of a topic and the same text in a URI, whatever the name", () => {
    fc.assert(
      fc.property(anyText, (name) => {
        const segment = toTopicSegment(name);
        expect(faultOfTopicName(segment)).toBeUndefined();
        expect(segment).not.toContain("/");
        expect(encodeURIComponent(segment)).toBe(segment);
      }),
    );
  });

  it("gives its name back when the name is well-formed text", () => {
    const wellFormed = anyText.filter((text) => !/\p{Surrogate}/u.test(text));
    fc.assert(fc.property(wellFormed, (name) => fromTopicSegment(toTopicSegment(name)) === name));
  });

  it.each(["a".repeat(513), "ü".repeat(100_000), `${"a".repeat(511)}/`, `${"a".repeat(510)}~~`])(
    "of a very long name is cut, and is the same for no other name",
    (name) => {
      const segment = toTopicSegment(name);
      expect(segment.length).toBeLessThanOrEqual(maxSegmentLength);
      expect(faultOfTopicName(segment)).toBeUndefined();
      expect(segment).toMatch(/^[\w.-]*(?:~[0-9A-F]{2}[\w.-]*)*~~[0-9a-f]{32}$/);
      expect(fromTopicSegment(segment)).toBeUndefined();
      expect(toTopicSegment(`${name}x`)).not.toBe(segment);
    },
  );

  it.each(["~2", "~zz", "~2f", "a/b", "~FF", "ü"])("%j stands for no name", (segment) => {
    expect(fromTopicSegment(segment)).toBeUndefined();
  });
});
