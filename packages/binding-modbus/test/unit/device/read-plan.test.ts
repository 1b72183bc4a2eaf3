import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blocksOf, divisionOf, type Range, requestsOf } from "../../../src/device/read-plan.js";

const rules = { maxGap: 4, maxQuantity: 10, cuts: new Set<number>() };
const range = (address: number, quantity = 1): Range => ({ address, quantity });

const planned = (ranges: readonly Range[], changes: Partial<typeof rules> = {}) => {
  const all = { ...rules, ...changes };
  const requests = requestsOf(blocksOf(ranges, all.maxQuantity), all);
  return requests.map((request) => [request[0]!.start, request.at(-1)!.end]);
};

describe("a plan of readings", () => {
  it("reads neighbours and small gaps at once", () => {
    expect(planned([range(0, 2), range(2, 2), range(8)])).toEqual([[0, 9]]);
  });

  it("begins anew behind a wide gap, at the limit of one request, and at a cut", () => {
    expect(planned([range(0), range(6)])).toEqual([
      [0, 1],
      [6, 7],
    ]);
    expect(planned([range(0, 6), range(6, 5)])).toEqual([
      [0, 6],
      [6, 11],
    ]);
    expect(planned([range(0), range(1), range(2)], { cuts: new Set([1]) })).toEqual([
      [0, 1],
      [1, 3],
    ]);
  });

  it("reads what overlaps once", () => {
    expect(blocksOf([range(0, 4), range(2, 4), range(2, 1)], 10)).toMatchObject([{ start: 0, end: 6 }]);
  });

  it("has every range in exactly one request, which covers it and keeps the limit", () => {
    const ranges = fc.array(fc.record({ address: fc.nat(60), quantity: fc.integer({ min: 1, max: 12 }) }), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(ranges, fc.uniqueArray(fc.nat(60)), (all, cuts) => {
        const requests = requestsOf(blocksOf(all, 10), { ...rules, cuts: new Set(cuts) });
        expect(requests.flatMap((blocks) => blocks.flatMap((block) => block.ranges)).length).toBe(all.length);
        for (const request of requests) {
          const [start, end] = [request[0]!.start, request.at(-1)!.end];
          if (request.flatMap((block) => block.ranges).length > 1) expect(end - start).toBeLessThanOrEqual(10);
          for (const { address, quantity } of request.flatMap((block) => block.ranges)) {
            expect(address).toBeGreaterThanOrEqual(start);
            expect(address + quantity).toBeLessThanOrEqual(end);
          }
        }
      }),
    );
  });

  it("is divided at the widest gap, else in the middle", () => {
    expect(divisionOf(blocksOf([range(0), range(1), range(4), range(5)], 10))).toBe(2);
    expect(divisionOf(blocksOf([range(0), range(1), range(2), range(3)], 10))).toBe(2);
  });
});
