import { coapClient } from "@thingwright/binding-coap";
import { httpClient } from "@thingwright/binding-http";
import { modbusClient } from "@thingwright/binding-modbus";
import { embeddedBroker, mqttClient } from "@thingwright/binding-mqtt";
import { Servient } from "@thingwright/core";
import { memoryCredentials } from "@thingwright/security";
import {
  airQualitySensor,
  hvacUnit,
  lightingHub,
  parseRecording,
  RecordedDevice,
  recordingSchemas,
  type Site,
  scaledClock,
  site,
} from "@thingwright/simulator";
import { instantiate, type JsonValue, parseThingDescriptionOrThrow, type ThingDescription } from "@thingwright/td";
import { type DeviceName, deviceDescription, recordedTraffic } from "@thingwright/thing-descriptions";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Change, type MadeRecording, type Replay, record, replay } from "../../src/index.js";

const key = "0123456789abcdef-the-hubs-key";
let room: Site;
let servient: Servient;
let ends: (() => Promise<unknown>)[];

beforeEach(() => {
  room = site({ clock: scaledClock({ speed: 1 }), seed: 7 });
  servient = new Servient({
    clients: [httpClient(), coapClient(), mqttClient(), modbusClient()],
    limits: { timeoutMs: 2000 },
    credentials: memoryCredentials({ "*": { hub_key: { apiKey: key } } }),
  });
  ends = [() => servient.stop()];
});
afterEach(async () => {
  for (const end of ends.toReversed()) await end();
});

function described(name: DeviceName, placeholders: Readonly<Record<string, JsonValue>>): ThingDescription {
  const description = instantiate(deviceDescription(name), { id: "urn:example:device", placeholders });
  return parseThingDescriptionOrThrow(description);
}

const recorded = (thing: ThingDescription, changes: readonly Change[]): Promise<MadeRecording> =>
  record(servient, thing, { changes, settleMs: 60, listenMs: 60, secrets: [key] });

async function played({ text }: MadeRecording): Promise<{ replay: Replay; missing: string[] }> {
  const missing: string[] = [];
  const running = await replay(text, { unrecorded: (what) => missing.push(what) });
  ends.push(() => running.stop());
  return { replay: running, missing };
}

const consumed = ({ thing }: Replay) => servient.consume(parseThingDescriptionOrThrow(JSON.stringify(thing)));

const ajv = new Ajv();
addFormats.default(ajv);

function expectValid(text: string): void {
  const [header, ...scenes] = text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as object);
  for (const [schema, line] of [
    [recordingSchemas.header, header],
    ...scenes.map((scene) => [recordingSchemas.scene, scene]),
  ]) {
    expect(ajv.validate(schema as object, line), JSON.stringify([ajv.errors, line])).toBe(true);
  }
}

describe("a recording of a device behind HTTP", () => {
  const lamp = async (): Promise<ThingDescription> => {
    const hub = lightingHub(room, { applicationKey: key });
    await hub.start();
    ends.push(() => hub.stop());
    return described("lumenhaus/lh-d8", { HUB_URL: hub.url, LIGHT_ID: "4" });
  };
  const on: Change = { kind: "write", name: "state", value: { on: true, bri: 200 } };
  const off: Change = { kind: "write", name: "state", value: { on: false } };

  it("answers as the device did, after each thing that was done to it", async () => {
    const recording = await recorded(await lamp(), [on, off]);
    expectValid(recording.text);
    const { replay: running, missing } = await played(recording);
    const thing = consumed(running);
    expect(await thing.read("light")).toMatchObject({ state: { on: false } });
    await thing.write("state", on.value);
    expect(await thing.read("light")).toMatchObject({ state: { on: true, bri: 200 } });
    await thing.write("state", off.value);
    expect(await thing.read("light")).toMatchObject({ state: { on: false } });
    await thing.write("state", on.value);
    expect(await thing.read("light")).toMatchObject({ state: { on: true } });
    expect(missing).toEqual([]);
  });

  it("tells by itself what the device told", async () => {
    const { replay: running } = await played(await recorded(await lamp(), [on]));
    const thing = consumed(running);
    const changes = thing.subscribe("changed");
    await changes.ready;
    const iterator = changes[Symbol.asyncIterator]();
    const first = iterator.next();
    await thing.write("state", on.value);
    expect(await first).toMatchObject({ value: { light: "4", state: { on: true } } });
    await iterator.return?.();
  });

  it("refuses what was not recorded", async () => {
    const { replay: running, missing } = await played(await recorded(await lamp(), [on]));
    const other = consumed(running).write("state", { on: true, bri: 7 });
    await expect(other).rejects.toMatchObject({ code: "WOT_REMOTE", status: "501" });
    expect(missing).toEqual(["PUT /api/lights/4/state"]);
  });

  it("has neither the credentials nor the address", async () => {
    const { text, removed, isCut } = await recorded(await lamp(), [on]);
    expect(text).not.toContain(key);
    expect(text).not.toContain("127.0.0.1");
    expect(text).toContain('"base":"{{HTTP_URL}}/api/"');
    expect(isCut).toBe(false);
    expect(removed).toMatchObject({ secrets: 0 });
  });
});

it("a recording of a device behind Modbus has its registers, and what writes bring about", async () => {
  const unit = hvacUnit(room);
  await unit.start();
  ends.push(() => unit.stop());
  const place = { HOST: "127.0.0.1", PORT: String(unit.port), UNIT_ID: "1" };
  const thing = described("nordklima/fan-coil-unit", place);
  const recording = await recorded(thing, [{ kind: "write", name: "targetTemperature", value: 235 }]);
  expectValid(recording.text);
  const { replay: running } = await played(recording);
  const again = consumed(running);
  expect(await again.read("targetTemperature")).toBe(210);
  await again.write("targetTemperature", 235);
  expect(await again.read("targetTemperature")).toBe(235);
  expect(typeof (await again.read("mode"))).toBe("number");
});

it("a recording of a device behind CoAP has its CBOR as values, and its notifications", async () => {
  const sensor = airQualitySensor(room);
  await sensor.start();
  ends.push(() => sensor.stop());
  const thing = described("brisa/air-quality-sensor", { COAP_URL: sensor.url });
  const recording = await recorded(thing, [{ kind: "write", name: "interval", value: 7 }]);
  expectValid(recording.text);
  expect(recording.text).toContain('"value":');
  const { replay: running, missing } = await played(recording);
  const again = consumed(running);
  await again.write("interval", 7);
  expect(await again.read("interval")).toBe(7);
  expect(await again.read("air")).toMatchObject({ co2: expect.any(Number) });
  expect(missing).toEqual([]);
});

describe("a recording of a device behind MQTT", () => {
  async function plugged(name: "tasmota/plug" | "shelly/gen2-plug", placeholders: Record<string, JsonValue>) {
    const broker = await embeddedBroker({ port: 0 });
    const texts = Object.fromEntries(Object.entries(placeholders).map(([key, value]) => [key, String(value)]));
    const plug = new RecordedDevice(room, {
      id: "plug",
      recording: parseRecording(recordedTraffic(name), { placeholders: texts }),
      mqttUrl: broker.localUrl,
    });
    await plug.start();
    ends.push(
      () => broker.close(),
      () => plug.stop(),
    );
    return described(name, { MQTT_URL: broker.localUrl, ...placeholders });
  }

  it("has what the broker kept, and what commands bring about", async () => {
    const recording = await recorded(await plugged("tasmota/plug", { TOPIC: "desk-plug" }), [
      { kind: "write", name: "power", value: "ON" },
    ]);
    expectValid(recording.text);
    const again = consumed((await played(recording)).replay);
    expect(await again.read("state")).toMatchObject({ POWER: "OFF" });
    await again.write("power", "ON");
    expect(await again.read("state")).toMatchObject({ POWER: "ON" });
  });

  it("answers remote calls with the number of the call, to who makes it", async () => {
    const thing = await plugged("shelly/gen2-plug", { TOPIC: "shellyplusplugs-b0b21c0e1a2c", CHANNEL: 0 });
    const recording = await recorded(thing, [{ kind: "write", name: "output", value: true }]);
    expectValid(recording.text);
    expect(recording.text).not.toContain("b0b21c0e1a2c");
    expect(recording.text).toContain('"id":"{{/payload/id}}"');
    const { replay: running, missing } = await played(recording);
    const again = consumed(running);
    expect(await again.read("status")).toMatchObject({ output: false });
    await again.write("output", true);
    expect(await again.read("status")).toMatchObject({ output: true });
    expect(await again.read("status")).toMatchObject({ output: true });
    expect(missing).toEqual([]);
  });
});
