import { describe, expect, it } from "vitest";
import { Deadlines } from "../../../../src/server/answers/deadlines.js";
import { ManualClock } from "../../../support/manual-clock.js";

describe("Deadlines", () => {
  it("come in time, or a sixteenth late, to those that have not been taken out", () => {
    const clock = new ManualClock();
    const deadlines = new Deadlines(clock, 160);
    const expired: string[] = [];
    const [first, second] = [() => void expired.push("first"), () => void expired.push("second")];
    deadlines.add(first).delete(first);
    deadlines.add(second);
    clock.advance(11);
    deadlines.add(() => void expired.push("third"));
    clock.advance(148);
    expect(expired).toEqual([]);
    clock.advance(11);
    expect(expired).toEqual(["second"]);
    clock.advance(11);
    expect(expired).toEqual(["second", "third"]);
  });

  it("have one timer for all that begin at about the same time, and none when nothing waits any more", () => {
    const clock = new ManualClock();
    const deadlines = new Deadlines(clock, 160);
    for (let each = 0; each < 1_000; each += 1) deadlines.add(() => {});
    expect(clock.pending).toBe(2);
    clock.advance(1_000);
    expect(clock.pending).toBe(0);
  });
});
