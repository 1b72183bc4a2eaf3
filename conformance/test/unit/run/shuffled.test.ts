import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../src/run/random.js";
import { shuffled } from "../../../src/run/shuffled.js";

describe("a shuffled list", () => {
  const members = [1, 2, 3, 4];

  it("has the same members, and leaves the list as it was", () => {
    expect([...shuffled(members, seededRandom(3))].sort()).toEqual(members);
    expect(members).toEqual([1, 2, 3, 4]);
  });

  it("has every order about as often", () => {
    const random = seededRandom(1);
    const orders = new Map<string, number>();
    for (let time = 0; time < 2_400; time += 1) {
      const order = shuffled(members, random).join("");
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(orders.size).toBe(24);
    for (const count of orders.values()) expect(Math.abs(count - 100)).toBeLessThan(50);
  });
});
