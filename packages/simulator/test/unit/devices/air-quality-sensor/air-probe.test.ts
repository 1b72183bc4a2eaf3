import { beforeEach, expect, test } from "vitest";
import { AirProbe } from "../../../../src/devices/air-quality-sensor/air-probe.js";
import { Room, type SteppedClock, steppedClock } from "../../../../src/index.js";

let clock: SteppedClock;
let probe: AirProbe;

beforeEach(() => {
  clock = steppedClock();
  // A random source of constant 0.5 makes noise of zero and fifteen days of drift.
  probe = new AirProbe(new Room({ clock, seed: 1, schedule: () => 0 }), clock, () => 0.5);
});

test("a probe measures in its maker's integers and reads too much CO2", () => {
  expect(probe.measure()).toEqual({ co2: 450, voc: 40, pm25: 90, temp: 190, rh: 450, cal: false });
});

test("a probe drifts from day to day", () => {
  clock.advance(10 * 86_400_000);
  expect(probe.measure().co2).toBe(470);
});

test("a calibration takes ten seconds and the drift away", () => {
  let done = 0;
  probe.calibrate(() => {
    done += 1;
  });
  expect(probe.measure()).toMatchObject({ co2: 450, cal: true });
  clock.advance(9_999);
  expect(done).toBe(0);
  clock.advance(1);
  expect(done).toBe(1);
  expect(probe.measure()).toMatchObject({ co2: 420, cal: false });
});

test("a calibration that is stopped or begun anew does not end twice", () => {
  let done = 0;
  const count = (): void => {
    done += 1;
  };
  probe.calibrate(count);
  probe.calibrate(count);
  clock.advance(60_000);
  expect(done).toBe(1);
  probe.calibrate(count);
  probe.stop();
  clock.advance(60_000);
  expect(done).toBe(1);
});
