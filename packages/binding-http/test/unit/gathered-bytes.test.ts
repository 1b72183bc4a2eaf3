import { array, assert, property, uint8Array } from "fast-check";
import { describe, expect, it } from "vitest";
import { GatheredBytes } from "../../src/gathered-bytes.js";

describe("GatheredBytes", () => {
  it("are what was added, in its order, whatever the chunks", () => {
    assert(
      property(array(uint8Array({ maxLength: 9 })), (chunks) => {
        const gathered = new GatheredBytes();
        const copies = chunks.map((chunk) => Buffer.from(chunk));
        for (const chunk of copies) gathered.add(chunk);
        expect(Buffer.concat(chunks).equals(gathered.whole)).toBe(true);
        expect(gathered.size).toBe(gathered.whole.length);
        expect(copies.every((copy, i) => copy.equals(chunks[i]!))).toBe(true);
      }),
    );
  });

  it("take at most twice their number of bytes", () => {
    const gathered = new GatheredBytes();
    for (let i = 0; i < 10_000; i++) gathered.add(Buffer.from("1"));
    expect(Buffer.from(gathered.whole).toString()).toBe("1".repeat(10_000));
    expect(gathered.whole.buffer.byteLength).toBeLessThanOrEqual(20_000);
  });

  it("are the chunk itself when there is only one", () => {
    const gathered = new GatheredBytes();
    const chunk = Buffer.from("[1]");
    gathered.add(chunk);
    expect(gathered.whole).toBe(chunk);
    gathered.clear();
    expect([gathered.size, gathered.whole.length]).toEqual([0, 0]);
  });
});
