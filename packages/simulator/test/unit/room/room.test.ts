import fc from "fast-check";
import { expect, test } from "vitest";
import { Room, type RoomOptions, steppedClock } from "../../../src/index.js";

const hourMs = 3_600_000;
const minuteMs = 60_000;

function quietRoom(options: Partial<RoomOptions> = {}) {
  const clock = steppedClock();
  const room = new Room({ clock, seed: 1, schedule: () => 0, ...options });
  room.start();
  return { clock, room };
}

test("a room does not change before it is started, nor after it is stopped", () => {
  const clock = steppedClock();
  const room = new Room({ clock, seed: 1, schedule: () => 0 });
  const before = room.state.temperatureC;
  clock.advance(hourMs);
  expect(room.state.temperatureC).toBe(before);
  room.start();
  clock.advance(hourMs);
  const stopped = room.state.temperatureC;
  expect(stopped).not.toBe(before);
  room.stop();
  clock.advance(hourMs);
  expect(room.state.temperatureC).toBe(stopped);
});

test("an empty, unheated room cools towards the outdoors with its time constant", () => {
  const { clock, room } = quietRoom({
    initialTemperatureC: 20,
    thermalMass: { capacityJPerK: 360_000, lossWPerK: 100 },
  });
  room.override({ outdoorTemperatureC: 0 });
  clock.advance(hourMs); // 360 000 J/K over 100 W/K is one hour.
  expect(room.state.temperatureC).toBeCloseTo(20 / Math.E, 6);
});

test("supply air draws the room's temperature to its own", () => {
  const { clock, room } = quietRoom({ initialTemperatureC: 18 });
  room.override({ outdoorTemperatureC: 5 });
  room.setSupplyAir({ temperatureC: 40, flow: 1 });
  clock.advance(24 * hourMs);
  expect(room.state.temperatureC).toBeCloseTo((60 * 5 + 200 * 40) / 260, 3);
});

test("people warm the room, wet its air and raise its CO2; the fan takes it away again", () => {
  const { clock, room } = quietRoom();
  room.override({ outdoorTemperatureC: 18 });
  const before = room.state;
  room.override({ occupants: 4 });
  clock.advance(2 * hourMs);
  const crowded = room.state;
  expect(crowded.temperatureC).toBeGreaterThan(before.temperatureC);
  expect(crowded.co2Ppm).toBeGreaterThan(before.co2Ppm + 500);
  expect(crowded.vocPpb).toBeGreaterThan(before.vocPpb);
  expect(crowded.relativeHumidityPercent).toBeGreaterThan(before.relativeHumidityPercent);
  room.override({ occupants: 0 });
  room.setSupplyAir({ temperatureC: 20, flow: 1 });
  clock.advance(3 * hourMs);
  expect(room.state.co2Ppm).toBeCloseTo(420, -1);
});

test("lamps add to the daylight, which dims towards the evening", () => {
  const clock = steppedClock({ startMs: Date.UTC(2026, 2, 2, 13) });
  const room = new Room({ clock, seed: 1 });
  const noon = room.state.illuminanceLux;
  clock.advance(5 * hourMs);
  const evening = room.state.illuminanceLux;
  expect(evening).toBeLessThan(noon);
  clock.advance(5 * hourMs);
  expect(room.state.illuminanceLux).toBe(0);
  room.setLamp("a", { lumens: 800, watts: 9 });
  room.setLamp("b", { lumens: 400, watts: 5 });
  expect(room.state.illuminanceLux).toBeCloseTo(15, 6);
  room.setLamp("b", { lumens: 0, watts: 0.3 });
  expect(room.state.illuminanceLux).toBeCloseTo(10, 6);
});

test("the door is open for the step in which somebody comes", () => {
  const clock = steppedClock();
  const arrivalMs = clock.nowMs() + minuteMs;
  const room = new Room({ clock, seed: 1, schedule: (nowMs) => (nowMs >= arrivalMs ? 1 : 0) });
  room.start();
  const seen: boolean[] = [];
  room.onStep(() => seen.push(room.state.doorOpen));
  clock.advance(minuteMs + 10_000);
  expect(seen).toEqual([false, false, false, false, false, true, false]);
});

test("a room's history depends on its seed alone", () => {
  const history = (seed: number): unknown[] => {
    const clock = steppedClock();
    const room = new Room({ clock, seed });
    room.start();
    return Array.from({ length: 48 }, () => {
      clock.advance(hourMs / 2);
      return room.state;
    });
  };
  expect(history(3)).toEqual(history(3));
  expect(history(3)).not.toEqual(history(4));
});

test("a room stays possible whatever its devices do", () => {
  const influence = fc.record({
    flow: fc.double({ min: 0, max: 1, noNaN: true }),
    temperatureC: fc.double({ min: -10, max: 60, noNaN: true }),
    occupants: fc.nat(30),
    minutes: fc.nat(600),
  });
  fc.assert(
    fc.property(fc.array(influence, { maxLength: 8 }), (influences) => {
      const { clock, room } = quietRoom();
      for (const { occupants, minutes, ...air } of influences) {
        room.setSupplyAir(air);
        room.override({ occupants });
        clock.advance(minutes * minuteMs);
      }
      const { temperatureC, relativeHumidityPercent, co2Ppm } = room.state;
      expect(temperatureC).toBeGreaterThan(-20);
      expect(temperatureC).toBeLessThan(120);
      expect(relativeHumidityPercent >= 0 && relativeHumidityPercent <= 100).toBe(true);
      expect(co2Ppm).toBeGreaterThanOrEqual(419.999);
    }),
    { numRuns: 30 },
  );
});

test.each([
  { areaM2: 0 },
  { volumeM3: -1 },
  { stepMs: Number.NaN },
  { thermalMass: { capacityJPerK: 1, lossWPerK: 0 } },
])("a room with %j is refused", (options) => {
  expect(() => quietRoom(options)).toThrow(expect.objectContaining({ code: "WOT_RANGE" }));
});
