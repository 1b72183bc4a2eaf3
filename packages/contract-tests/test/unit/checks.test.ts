import { describe, expect, it } from "vitest";
import { checks, runCheck } from "../../src/index.js";
import { wrong, wrongBindings } from "../wrong-bindings.js";

const checkOf = (id: string) => {
  const found = checks.find((check) => check.id === id);
  if (found === undefined) throw new Error(`no check is called ${id}`);
  return found;
};

describe("the table of checks", () => {
  it("gives each check an id and a title of its own", () => {
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
    expect(new Set(checks.map(({ title }) => title)).size).toBe(checks.length);
    for (const { id } of checks) expect(id).toMatch(/^[a-z]+\/[a-z-]+$/);
  });
});

describe("every check", () => {
  it("catches a fault", () => {
    const proven = new Set(wrongBindings.flatMap(({ caughtBy }) => caughtBy));
    expect(checks.map(({ id }) => id).filter((id) => !proven.has(id))).toEqual([]);
  });
});

describe.each(wrongBindings)("a binding that $fault", ({ setup, caughtBy }) => {
  it.each(caughtBy)("is caught by %s", async (id) => {
    await expect(runCheck(checkOf(id), setup())).rejects.toThrow();
  });
});

describe("a binding without faults", () => {
  const caught = new Set(wrongBindings.flatMap(({ caughtBy }) => caughtBy));

  it.each([...caught])("passes %s with as little patience", async (id) => {
    await expect(runCheck(checkOf(id), wrong())).resolves.toBeUndefined();
  });
});
