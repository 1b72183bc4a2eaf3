import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { etagOf } from "../../../src/exposed/etag.js";

describe("an ETag", () => {
  it("is sixteen hexadecimal digits, the same for the same bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(etagOf(bytes)).toMatch(/^[0-9a-f]{16}$/);
        expect(etagOf(Uint8Array.from(bytes))).toBe(etagOf(bytes));
      }),
    );
  });

  it("differs when one byte, the order or the length differs", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (bytes, at, by) => {
          const changed = Uint8Array.from(bytes);
          const index = at % bytes.length;
          changed[index] = (changed[index] as number) ^ by;
          expect(etagOf(changed)).not.toBe(etagOf(bytes));
          expect(etagOf(Uint8Array.from([...bytes, 0]))).not.toBe(etagOf(bytes));
        },
      ),
      { seed: 7 },
    );
    expect(etagOf(Uint8Array.of(1, 2))).not.toBe(etagOf(Uint8Array.of(2, 1)));
  });
});
