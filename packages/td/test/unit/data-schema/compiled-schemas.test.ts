import { describe, expect, it } from "vitest";
import { CompiledSchemas } from "../../../src/data-schema/compiled-schemas.js";

const maxLength = (limit: number) => ({ type: "string", maxLength: limit });

describe("CompiledSchemas", () => {
  it("compiles equal schemas once", () => {
    const compiled = new CompiledSchemas();
    expect(compiled.validatorOf(maxLength(1), "1")).toBe(compiled.validatorOf(maxLength(1), "1"));
  });

  it("forgets what was unused for longest", () => {
    const compiled = new CompiledSchemas(2);
    const [first, second] = [compiled.validatorOf(maxLength(1), "1"), compiled.validatorOf(maxLength(2), "2")];
    expect(compiled.validatorOf(maxLength(1), "1")).toBe(first);
    compiled.validatorOf(maxLength(3), "3");
    expect(compiled.validatorOf(maxLength(1), "1")).toBe(first);
    expect(compiled.validatorOf(maxLength(2), "2")).not.toBe(second);
  });

  it("goes on working when its ajv instance is replaced", () => {
    const compiled = new CompiledSchemas(10);
    const validators = Array.from({ length: 600 }, (_, limit) => compiled.validatorOf(maxLength(limit), String(limit)));
    expect(
      validators.map((validate, limit) => validate("x".repeat(limit)) && !validate("x".repeat(limit + 1))),
    ).not.toContain(false);
  });
});
