import { createServer } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  climateSensor,
  contactSensor,
  MqttSensor,
  type MqttSensorOptions,
  occupancySensor,
  type SensorModel,
  type Site,
  type SteppedClock,
  site,
  steppedClock,
} from "../../../../src/index.js";
import { type TestBroker, TestListener, testBroker } from "../../../support/test-broker.js";

let clock: SteppedClock;
let here: Site;
let broker: TestBroker;
let listener: TestListener;
let sensors: MqttSensor[];

beforeEach(async () => {
  clock = steppedClock();
  here = site({ clock, seed: 1, schedule: () => 0 });
  here.room.start();
  broker = await testBroker();
  listener = await TestListener.connect(broker.url, "zb/#");
  sensors = [];
});
afterEach(async () => {
  here.room.stop();
  for (const sensor of sensors) await sensor.stop();
  await listener[Symbol.asyncDispose]();
  await broker[Symbol.asyncDispose]();
});

async function started(
  name: string,
  model: SensorModel,
  options: Partial<MqttSensorOptions> = {},
): Promise<MqttSensor> {
  const sensor = new MqttSensor(here, { name, model, mqttUrl: broker.url, reconnectMs: 10, ...options });
  sensors.push(sensor);
  await sensor.start();
  return sensor;
}

test("a climate sensor says that it is online and how warm and humid the room is", async () => {
  await started("desk", climateSensor());
  expect(await listener.nextJson("zb/desk/availability")).toEqual({ state: "online" });
  const state = await listener.nextJson("zb/desk");
  expect(Object.keys(state).sort()).toEqual(
    ["battery", "humidity", "last_seen", "linkquality", "temperature", "temperature_calibration"].sort(),
  );
  expect(Math.abs(Number(state.temperature) - 19)).toBeLessThan(0.2);
  expect(Math.abs(Number(state.humidity) - 45)).toBeLessThan(2);
  expect(state.last_seen).toBe("2026-03-02T08:00:00.000Z");
});

test("a climate sensor reports every minute of simulated time and follows the room", async () => {
  await started("desk", climateSensor());
  await listener.next("zb/desk");
  here.room.setSupplyAir({ temperatureC: 40, flow: 1 });
  clock.advance(30 * 60_000);
  const reports: number[] = [];
  for (let minute = 0; minute < 30; minute += 1) {
    reports.push(Number((await listener.nextJson("zb/desk")).temperature));
  }
  expect(reports.at(-1)).toBeGreaterThan(reports[0]! + 5);
});

test("a sensor's reports depend on the seed alone", async () => {
  const series = async (name: string) => {
    const own = steppedClock();
    const room = site({ clock: own, seed: 9 });
    const sensor = new MqttSensor(room, { name: "same", model: climateSensor(), mqttUrl: broker.url, baseTopic: name });
    const heard = await TestListener.connect(broker.url, `${name}/same`);
    await sensor.start();
    own.advance(5 * 60_000);
    const texts: string[] = [];
    for (let report = 0; report < 6; report += 1) texts.push((await heard.next(`${name}/same`)).text);
    await sensor.stop();
    await heard[Symbol.asyncDispose]();
    return texts;
  };
  expect(await series("one")).toEqual(await series("two"));
});

test("an occupancy sensor reports a presence at once and holds it for its timeout", async () => {
  await started("ceiling", occupancySensor());
  expect(await listener.nextJson("zb/ceiling")).toMatchObject({ occupancy: false });
  here.room.override({ occupants: 1 });
  clock.advance(10_000);
  expect(await listener.nextJson("zb/ceiling")).toMatchObject({ occupancy: true });
  here.room.override({ occupants: 0 });
  clock.advance(50_000);
  expect(listener.pending("zb/ceiling")).toBe(0);
  clock.advance(10_000);
  expect(await listener.nextJson("zb/ceiling")).toMatchObject({ occupancy: false });
});

test("an occupancy sensor sees the light of the lamps", async () => {
  here.room.override({ daylightLux: 0 });
  here.room.setLamp("lamp", { lumens: 8000, watts: 80 });
  await started("ceiling", occupancySensor());
  expect(Math.abs(Number((await listener.nextJson("zb/ceiling")).illuminance) - 100)).toBeLessThan(5);
});

test("an occupancy sensor of low sensitivity overlooks one person", async () => {
  await started("ceiling", occupancySensor());
  await listener.publish("zb/ceiling/set", '{"sensitivity":"low"}');
  await listener.nextJson("zb/ceiling", (state) => state.sensitivity === "low");
  here.room.override({ occupants: 1 });
  clock.advance(300_000);
  expect(await listener.nextJson("zb/ceiling")).toMatchObject({ occupancy: false });
  here.room.override({ occupants: 2 });
  clock.advance(10_000);
  expect(await listener.nextJson("zb/ceiling")).toMatchObject({ occupancy: true });
});

test("a contact sensor reports the door when it opens and when it shuts", async () => {
  await started("door", contactSensor());
  expect(await listener.nextJson("zb/door")).toMatchObject({ contact: true });
  here.room.override({ doorOpen: true });
  clock.advance(10_000);
  expect(await listener.nextJson("zb/door")).toMatchObject({ contact: false });
  here.room.override({ doorOpen: false });
  clock.advance(10_000);
  expect(await listener.nextJson("zb/door")).toMatchObject({ contact: true });
});

test("a sensor takes a setting and reports itself with it", async () => {
  await started("desk", climateSensor());
  await listener.next("zb/desk");
  await listener.publish("zb/desk/set", '{"temperature_calibration":3}');
  const state = await listener.nextJson("zb/desk");
  expect(state.temperature_calibration).toBe(3);
  expect(Math.abs(Number(state.temperature) - 22)).toBeLessThan(0.2);
});

test("a sensor reports itself when it is asked to", async () => {
  await started("desk", climateSensor());
  await listener.next("zb/desk");
  await listener.publish("zb/desk/get", '{"temperature":""}');
  expect(await listener.nextJson("zb/desk")).toHaveProperty("temperature");
});

test.each([
  ["an unknown setting", '{"colour":"red"}', 'desk: no setting "colour"'],
  ["a prototype's name", '{"__proto__":{"a":1}}', 'desk: no setting "__proto__"'],
  [
    "a value out of range",
    '{"temperature_calibration":9}',
    'desk: "temperature_calibration" must be a number from -5 to 5',
  ],
  ["no JSON", "{", "desk: the payload is not a small JSON object"],
  ["no object", "7", "desk: the payload is not a small JSON object"],
  ["a huge payload", `{"a":"${"x".repeat(5000)}"}`, "desk: the payload is not a small JSON object"],
])("a sensor complains about %s and lives on", async (_what, payload, message) => {
  const sensor = await started("desk", climateSensor());
  await listener.publish("zb/desk/set", payload);
  expect(await listener.nextJson("zb/bridge/logging")).toEqual({ level: "error", message });
  expect(sensor.settings.get("temperature_calibration")).toBe(0);
  await listener.next("zb/desk");
  await listener.publish("zb/desk/get", "{}");
  expect(await listener.nextJson("zb/desk")).toHaveProperty("humidity");
});

test("a sensor leaves its state with the broker unless it was told not to", async () => {
  await started("kept", contactSensor());
  await started("lost", contactSensor(), { retainState: false });
  await listener.next("zb/lost");
  await using late = await TestListener.connect(broker.url, "zb/#");
  expect((await late.next("zb/kept")).retain).toBe(true);
  await late.publish("zb/lost/get", "{}");
  expect((await late.next("zb/lost")).retain).toBe(false);
});

test("a stopped sensor says that it is offline", async () => {
  const sensor = await started("desk", climateSensor());
  await sensor.stop();
  expect(await listener.nextJson("zb/desk/availability", ({ state }) => state === "offline")).toBeDefined();
  await sensor.stop();
  clock.advance(3_600_000);
  await sensor.start();
  expect(await listener.nextJson("zb/desk/availability")).toEqual({ state: "online" });
});

test("an offline sensor leaves its will, and announces itself when it is back", async () => {
  const sensor = await started("desk", climateSensor());
  expect(await listener.nextJson("zb/desk/availability")).toEqual({ state: "online" });
  sensor.faults.enable("offline");
  expect(await listener.nextJson("zb/desk/availability")).toEqual({ state: "offline" });
  await listener.next("zb/desk");
  clock.advance(10 * 60_000);
  sensor.faults.disable("offline");
  expect(await listener.nextJson("zb/desk/availability")).toEqual({ state: "online" });
  expect(await listener.nextJson("zb/desk")).toMatchObject({ last_seen: "2026-03-02T08:10:00.000Z" });
});

test("a sensor with garbage or wrong types publishes them", async () => {
  const sensor = await started("desk", climateSensor());
  await listener.next("zb/desk");
  sensor.faults.enable("garbage");
  clock.advance(60_000);
  expect((await listener.next("zb/desk")).bytes[0]).toBe(0xff);
  sensor.faults.disable("garbage");
  sensor.faults.enable("wrong-type");
  clock.advance(60_000);
  const state = await listener.nextJson("zb/desk");
  expect([typeof state.temperature, typeof state.battery]).toEqual(["string", "string"]);
});

test("a slow, duplicating and reordering sensor does all of that", async () => {
  const sensor = await started("desk", climateSensor());
  await listener.next("zb/desk");
  const minuteOf = async () => new Date(String((await listener.nextJson("zb/desk")).last_seen)).getUTCMinutes();
  sensor.faults.enable("duplicate");
  clock.advance(60_000);
  expect([await minuteOf(), await minuteOf()]).toEqual([1, 1]);
  sensor.faults.disable("duplicate");
  sensor.faults.enable("slow", { delayMs: 90_000 });
  clock.advance(60_000);
  sensor.faults.disable("slow");
  clock.advance(60_000);
  clock.advance(60_000);
  expect([await minuteOf(), await minuteOf(), await minuteOf()]).toEqual([3, 2, 4]);
});

test("a sensor refuses a name with a wildcard", () => {
  for (const name of ["", "a+b", "#"]) {
    expect(() => new MqttSensor(here, { name, model: climateSensor(), mqttUrl: broker.url })).toThrow(
      expect.objectContaining({ code: "WOT_ARGUMENT" }),
    );
  }
});

test.each(["", "localhost:1883", "http://localhost"])("a sensor refuses %j as its broker", (mqttUrl) => {
  expect(() => new MqttSensor(here, { name: "desk", model: climateSensor(), mqttUrl })).toThrow(
    expect.objectContaining({ code: "WOT_ARGUMENT" }),
  );
});

test("a sensor without a broker says so", async () => {
  const unused = createServer();
  await new Promise<void>((resolve) => unused.listen(0, "127.0.0.1", resolve));
  const { port } = unused.address() as { port: number };
  await new Promise<void>((resolve) => unused.close(() => resolve()));
  const sensor = new MqttSensor(here, { name: "desk", model: climateSensor(), mqttUrl: `mqtt://127.0.0.1:${port}` });
  await expect(sensor.start()).rejects.toMatchObject({ code: "WOT_NETWORK" });
  await sensor.stop();
});

test("a sensor gives up on a broker that does not answer, after its deadline or when it is told to", async () => {
  const silent = createServer((socket) => socket.on("error", () => {}).resume());
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { port } = silent.address() as { port: number };
  const sensor = new MqttSensor(here, { name: "desk", model: climateSensor(), mqttUrl: `mqtt://127.0.0.1:${port}` });
  await expect(sensor.start({ timeoutMs: 20 })).rejects.toMatchObject({ code: "WOT_TIMEOUT" });
  const abort = new AbortController();
  const starting = sensor.start({ signal: abort.signal });
  abort.abort();
  await expect(starting).rejects.toMatchObject({ code: "WOT_ABORTED" });
  await new Promise<void>((resolve) => silent.close(() => resolve()));
});
