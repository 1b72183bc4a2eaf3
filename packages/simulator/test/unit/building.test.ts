import { afterEach, beforeEach, expect, test } from "vitest";
import { hvacUnit, lightingHub, type Site, simulatedBuilding, steppedClock } from "../../src/index.js";
import { type TestBroker, TestListener, testBroker } from "../support/test-broker.js";

let broker: TestBroker;
beforeEach(async () => {
  broker = await testBroker();
});
afterEach(() => broker[Symbol.asyncDispose]());

test("a building holds devices of every kind, each with its faults", async () => {
  await using building = await simulatedBuilding({ clock: steppedClock(), mqttUrl: broker.url });
  const kinds = [...building.devices.values()].map(({ kind, protocol }) => `${kind} over ${protocol}`);
  expect(kinds).toEqual([
    "lighting-hub over http",
    "hvac-unit over modbus+tcp",
    "air-quality-sensor over coap",
    "climate-sensor over mqtt",
    "occupancy-sensor over mqtt",
    "contact-sensor over mqtt",
  ]);
  expect([...building.faults.keys()]).toEqual([...building.devices.keys()]);
});

test("a building's devices share one room: its lamps show on its sensors", async () => {
  const clock = steppedClock();
  await using building = await simulatedBuilding({ clock, mqttUrl: broker.url, seed: 2 });
  building.room.override({ daylightLux: 0, occupants: 0 });
  const topic = `${building.mqtt.baseTopic}/${building.mqtt.names.occupancy}`;
  await using listener = await TestListener.connect(broker.url, topic);
  await listener.next(topic);
  await fetch(`${building.lightingHub.url}/api/lights/2/state`, {
    method: "PUT",
    headers: { "lumen-application-key": building.lightingHub.applicationKey },
    body: '{"on":true}',
  });
  clock.advance(300_000);
  const state = await listener.nextJson(topic, ({ last_seen }) => last_seen === "2026-03-02T08:05:00.000Z");
  expect(Math.abs(Number(state.illuminance) - 13)).toBeLessThan(5);
});

test("a building that cannot start in full closes what it opened", async () => {
  const clock = steppedClock();
  await using taken = await simulatedBuilding({ clock, mqttUrl: broker.url, baseTopic: "first" });
  const ports = { hvac: taken.hvac.port, lightingHub: 0 };
  await expect(simulatedBuilding({ clock, mqttUrl: broker.url, ports })).rejects.toMatchObject({
    code: "WOT_ADDRESS_IN_USE",
  });
  await using listener = await TestListener.connect(broker.url, "zb/+/availability");
  expect(await listener.nextJson("zb/office-climate/availability")).toEqual({ state: "offline" });
});

test("a building takes devices of the caller's", async () => {
  await using building = await simulatedBuilding({
    clock: steppedClock(),
    mqttUrl: broker.url,
    extraDevices: [(here) => hvacUnit(here, { id: "attic" }), (here) => lightingHub(here, { id: "garden" })],
  });
  expect(building.devices.has("attic") && building.faults.has("garden")).toBe(true);
});

test("a building refuses two devices with one id", async () => {
  const extraDevices = [(here: Site) => hvacUnit(here)];
  await expect(simulatedBuilding({ clock: steppedClock(), mqttUrl: broker.url, extraDevices })).rejects.toMatchObject({
    code: "WOT_ARGUMENT",
  });
});
