import { describe, expect, it } from "vitest";
import { manualClock } from "../../../src/index.js";
import { NotificationPace, type Paced } from "../../../src/observe/notification-pace.js";
import { TimerWheel } from "../../../src/time/timer-wheel.js";

function pace() {
  const clock = manualClock(1000);
  const wheel = new TimerWheel(clock, (error) => {
    throw error;
  });
  return { clock, wheel, pace: new NotificationPace(wheel) };
}

const nobody: Paced = { proceed() {} };

describe("The pace of notifications to a client (RFC 7641 §4.5.1)", () => {
  it("is one in 3 s until the round-trip time is known, and one for each round trip then", () => {
    const { pace: own } = pace();
    expect(own.take(nobody, 1000)).toBe(true);
    expect(own.take(nobody, 3999)).toBe(false);
    expect(own.take(nobody, 4000)).toBe(true);
    own.measure(80);
    const taken = Array.from({ length: 1000 }, (_, index) => own.take(nobody, 5000 + index));
    expect(taken.filter(Boolean)).toHaveLength(13);
  });

  it("lets through at once no more than a tick of time would have", () => {
    const { pace: own } = pace();
    own.measure(2);
    const burst = Array.from({ length: 100 }, () => own.take(nobody, 5000)).filter(Boolean);
    expect(burst).toHaveLength(6);
    expect(own.take(nobody, 5002)).toBe(true);
    expect(own.take(nobody, 5002)).toBe(false);
  });

  it("follows the measurements slowly", () => {
    const { pace: own } = pace();
    own.measure(100);
    own.measure(900);
    expect(own.roundTripMs).toBe(200);
  });

  it("calls those that wait in their order, and nobody overtakes them", async () => {
    const { clock, wheel, pace: own } = pace();
    const called: string[] = [];
    const paced = (name: string): Paced => {
      const self: Paced = { proceed: () => own.take(self, wheel.now()) && called.push(name) };
      return self;
    };
    const [a, b, c, d] = ["a", "b", "c", "d"].map(paced) as [Paced, Paced, Paced, Paced];
    own.measure(100);
    own.take(a, wheel.now());
    for (const one of [b, a, c, b]) own.wait(one);
    own.leave(c);
    await clock.advance(99);
    expect(own.take(d, wheel.now())).toBe(false);
    await clock.advance(11);
    expect(called).toEqual(["b"]);
    await clock.advance(95);
    expect(own.take(d, wheel.now())).toBe(false);
    await clock.advance(15);
    expect(called).toEqual(["b", "a"]);
    expect(wheel.size).toBe(0);
  });
});
