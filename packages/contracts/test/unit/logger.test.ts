import { describe, expect, it, vi } from "vitest";
import { silent } from "../../src/index.js";

describe("the silent logger", () => {
  it("says nothing, at any level", () => {
    const written = vi.spyOn(process.stdout, "write");
    const complained = vi.spyOn(process.stderr, "write");
    for (const level of ["debug", "info", "warn", "error"] as const) {
      expect(silent[level]("a message", { with: "context" })).toBeUndefined();
    }
    expect(written).not.toHaveBeenCalled();
    expect(complained).not.toHaveBeenCalled();
    written.mockRestore();
    complained.mockRestore();
  });
});
