import { describe, expect, it } from "vitest";
import { noContent } from "../../src/index.js";

describe("no content", () => {
  it("has neither a type nor bytes, and nobody can change that", () => {
    expect(noContent.contentType).toBe("");
    expect(noContent.body.byteLength).toBe(0);
    expect(Object.isFrozen(noContent)).toBe(true);
  });
});
