import { describe, expect, it } from "vitest";
import { randomUuidUrn } from "../../../src/kinds/random-uuid.js";
import { seededRandom } from "../../../src/run/random.js";

describe("a made-up identifier", () => {
  it.each([0, 0.5, 0.999999])("is a UUID of version 4 when every number is %d", (number) => {
    expect(randomUuidUrn(() => number)).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it("is the same for the same seed, and another the next time", () => {
    const random = seededRandom(7);
    const first = randomUuidUrn(random);
    expect(randomUuidUrn(seededRandom(7))).toBe(first);
    expect(randomUuidUrn(random)).not.toBe(first);
  });
});
