import { describe, expect, it } from "vitest";
import { CompiledSchemas } from "../../../src/data-schema/compiled-schemas.js";

const maxLength = (limit: number) => ({ type: "string", maxLength: limit });

describe("CompiledSchemas", () => {
  it("compiles equal schemas once", () => {
    const compiled = new CompiledSchemas();
    expect(compiled.checkOf(maxLength(1), "1")).toBe(compiled.checkOf(maxLength(1), "1"));
  });

  it("forgets what was unused for longest", () => {
    const compiled = new CompiledSchemas(2);
    const [first, second] = [compiled.checkOf(maxLength(1), "1"), compiled.checkOf(maxLength(2), "2")];
    expect(compiled.checkOf(maxLength(1), "1")).toBe(first);
    compiled.checkOf(maxLength(3), "3");
    expect(compiled.checkOf(maxLength(1), "1")).toBe(first);
    expect(compiled.checkOf(maxLength(2), "2")).not.toBe(second);
  });

  it("goes on working when its ajv instance is replaced", () => {
    const compiled = new CompiledSchemas(10);
    const checks = Array.from({ length: 600 }, (_, limit) => compiled.checkOf(maxLength(limit), String(limit)));
    expect(
      checks.map((check, limit) => [check("x".repeat(limit)).length, check("x".repeat(limit + 1)).length]),
    ).toEqual(Array(600).fill([0, 1]));
  });
});
