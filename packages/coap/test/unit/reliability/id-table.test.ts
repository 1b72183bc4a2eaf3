import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { IdTable } from "../../../src/reliability/id-table.js";

const id = fc.oneof(fc.integer({ min: 0, max: 0xffff_ffff }), fc.integer({ min: 0, max: 40 }));
const step = fc.record({ does: fc.constantFrom("set", "set", "delete", "get"), id });

describe("The table of Message IDs and tokens", () => {
  it("holds what a Map would hold, whatever comes and goes", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
        const table = new IdTable<{ at: number }>();
        const map = new Map<number, { at: number }>();
        for (const [at, { does, id }] of steps.entries()) {
          if (does === "set") {
            table.set(id, { at });
            map.set(id, { at });
          } else if (does === "delete") {
            expect(table.delete(id)).toBe(map.delete(id));
          }
          expect(table.get(id)).toEqual(map.get(id));
          expect(table.has(id)).toBe(map.has(id));
          expect(table.size).toBe(map.size);
        }
        const order = (entries: { at: number }[]) => entries.map(({ at }) => at).sort((a, b) => a - b);
        expect(order(table.values())).toEqual(order([...map.values()]));
      }),
    );
  });

  it("keeps a window of numbers in a row apart that moves round the end of their range", () => {
    const table = new IdTable<{ id: number }>();
    const window = 64;
    for (let at = 0; at < 200_000; at++) {
      const id = at & 0xffff;
      table.set(id, { id });
      if (at >= window) expect(table.delete((at - window) & 0xffff)).toBe(true);
      if (table.get(id)?.id !== id) expect.fail(`${id} is lost`);
    }
    expect(table.size).toBe(window);
    expect(table.values().map(({ id }) => id)).toHaveLength(window);
  });

  it("can be used again after it was full and empty", () => {
    const table = new IdTable<{ id: number }>();
    for (const round of [1, 2]) {
      for (let id = 0; id < 5000; id++) table.set(id * round, { id });
      for (let id = 0; id < 5000; id++) expect(table.delete(id * round)).toBe(true);
      expect(table.size).toBe(0);
      expect(table.values()).toEqual([]);
      expect(table.get(1)).toBeUndefined();
    }
  });
});
