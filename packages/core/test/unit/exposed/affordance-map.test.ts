import { describe, expect, it } from "vitest";
import { AffordanceMap } from "../../../src/exposed/affordance-map.js";

const plans = new Map([
  ["b", 1],
  ["a", 2],
  ["__proto__", 3],
]);
const map = () => new AffordanceMap(plans, (plan) => ({ plan }));

describe("AffordanceMap", () => {
  it("makes an affordance at its first use, and the same one is there ever after", () => {
    const affordances = map();
    expect([...affordances.made()]).toEqual([]);
    const made = affordances.get("a");
    expect(affordances.get("a")).toBe(made);
    expect([...affordances.made()]).toEqual([made]);
  });

  it("knows all names, in the order of the plans, without making anything", () => {
    const affordances = map();
    expect([affordances.size, affordances.has("__proto__"), affordances.has("constructor")]).toEqual([3, true, false]);
    expect([...affordances.keys()]).toEqual(["b", "a", "__proto__"]);
    expect(affordances.get("constructor")).toBeUndefined();
    expect([...affordances.made()]).toEqual([]);
  });

  it("goes through all in the order of the plans, whichever were used before", () => {
    const affordances = map();
    affordances.get("__proto__");
    const seen: string[] = [];
    affordances.forEach(({ plan }, name) => void seen.push(`${name} ${plan}`));
    expect(seen).toEqual(["b 1", "a 2", "__proto__ 3"]);
    expect([...affordances.values()]).toEqual([...affordances].map(([, affordance]) => affordance));
  });
});
