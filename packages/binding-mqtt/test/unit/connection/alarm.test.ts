import { FakeClock } from "@thingwright/contract-tests";
import { describe, expect, it } from "vitest";
import { Alarm } from "../../../src/connection/alarm.js";

function alarmOf() {
  const clock = new FakeClock(1000);
  const rings: number[] = [];
  return { clock, rings, alarm: new Alarm(clock, () => rings.push(clock.now())) };
}

describe("An alarm", () => {
  it("rings once, at the earliest of its ends, with one timer", async () => {
    const { clock, rings, alarm } = alarmOf();
    for (const atMs of [1300, 1100, 1200]) alarm.by(atMs);
    expect(clock.pending).toBe(1);
    await clock.advance(1000);
    expect(rings).toEqual([1100]);
  });

  it("rings at once for what is over, and never for what has no end", async () => {
    const { clock, rings, alarm } = alarmOf();
    alarm.by(Number.POSITIVE_INFINITY);
    expect(clock.pending).toBe(0);
    alarm.by(1);
    await clock.advance(0);
    expect(rings).toEqual([1000]);
  });

  it("does not ring once it is cancelled, until it is set again", async () => {
    const { clock, rings, alarm } = alarmOf();
    alarm.by(1100);
    alarm.cancel();
    await clock.advance(200);
    alarm.by(1300);
    await clock.advance(100);
    expect(rings).toEqual([1300]);
  });
});
