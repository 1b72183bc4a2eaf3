import { describe, expect, it } from "vitest";
import { Reassembly } from "../../../src/protocol/reassembly.js";

const part = (sequence: number, moreFollows = true, window = 3) => ({ sequence, window, moreFollows });
const data = (value: number): Uint8Array => Uint8Array.of(value);

describe("the segments of an answer", () => {
  it("are acknowledged first, after each window, and last", () => {
    const reassembly = new Reassembly(100);
    const outcomes = [0, 1, 2, 3, 4].map(
      (sequence) => reassembly.take(part(sequence, sequence < 4), data(sequence)).kind,
    );
    expect(outcomes).toEqual(["acknowledge", "wait", "wait", "acknowledge", "complete"]);
  });

  it("are asked for again from the last that came in order, and none is taken twice", () => {
    const reassembly = new Reassembly(100);
    reassembly.take(part(0), data(0));
    const gap = reassembly.take(part(2), data(2));
    expect(gap).toEqual({ kind: "acknowledge", sequence: 0, window: 3, isNegative: true });
    expect(reassembly.take(part(0), data(9))).toMatchObject({ kind: "acknowledge", sequence: 0, isNegative: true });
    reassembly.take(part(1), data(1));
    expect(reassembly.take(part(2, false), data(2))).toMatchObject({ data: Uint8Array.of(0, 1, 2) });
  });

  it("go on after number 255, and end at the limit", () => {
    const reassembly = new Reassembly(300);
    for (let count = 0; count < 300; count++)
      expect(reassembly.take(part(count & 0xff), data(count & 0xff)).kind).not.toBe("overflow");
    expect(reassembly.take(part(300 & 0xff), data(0)).kind).toBe("overflow");
  });
});
