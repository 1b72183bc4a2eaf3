import { expect, it, vi } from "vitest";

const loaded: string[] = [];
vi.mock("jsonld", async (original) => {
  loaded.push("jsonld");
  return await original();
});
vi.mock("jose", async (original) => {
  loaded.push("jose");
  return await original();
});

it("loads a library when a function first needs it, and not before", async () => {
  const { canonicalize, diff, expand, verify } = await import("../../src/index.js");
  await canonicalize({});
  diff({}, {});
  expect(loaded).toEqual([]);
  await expand({});
  expect(loaded).toEqual(["jsonld"]);
  await verify({ "tw:proof": "e30..e30" }, "").catch(() => undefined);
  expect(loaded).toEqual(["jsonld", "jose"]);
});
