import { afterEach, beforeEach, expect, test } from "vitest";
import {
  parseRecording,
  RecordedDevice,
  type RecordedDeviceOptions,
  type SteppedClock,
  site,
  steppedClock,
} from "../../../../src/index.js";
import { type TestBroker, TestListener, testBroker } from "../../../support/test-broker.js";

const lamp = [
  {
    device: "a lamp that answers on another topic",
    state: { on: false, dimmer: 100 },
    will: { topic: "tele/lamp/LWT", text: "Offline" },
  },
  { atMs: 0, do: [{ topic: "tele/lamp/LWT", text: "Online", retain: true }] },
  { atMs: 500, do: [{ topic: "tele/lamp/INFO", hex: "00ff" }] },
  {
    everyMs: 10_000,
    do: [{ topic: "tele/lamp/STATE", json: { POWER: "{{/state/on}}", Dimmer: "{{/state/dimmer}}" } }],
  },
  { cue: "button", do: [{ set: { on: true } }, { topic: "stat/lamp/POWER", text: "ON" }] },
  {
    on: "cmnd/lamp/POWER",
    payload: { const: "TOGGLE" },
    if: { type: "object", properties: { on: { const: true } } },
    do: [{ set: { on: false } }, { topic: "stat/lamp/{{/topic/2}}", text: "OFF" }],
  },
  {
    on: "cmnd/lamp/POWER",
    payload: { const: "TOGGLE" },
    do: [{ set: { on: true } }, { topic: "stat/lamp/{{/topic/2}}", text: "ON" }],
  },
  {
    on: "cmnd/lamp/DIMMER",
    payload: { type: "integer", minimum: 0, maximum: 100 },
    do: [
      { set: { dimmer: "{{/payload}}" } },
      { afterMs: 200, topic: "stat/lamp/RESULT", json: { Dimmer: "{{/state/dimmer}}" } },
    ],
  },
  { on: "cmnd/lamp/NAME", do: [{ set: { name: "{{/payload}}" } }, { topic: "stat/lamp/NAME", text: "{{/text}}" }] },
  { on: "cmnd/lamp/TO", do: [{ topic: "stat/{{/text}}", text: "here" }] },
  { on: "cmnd/lamp/+", do: [{ topic: "stat/lamp/RESULT", json: { Command: "Unknown" } }] },
];
const recording = parseRecording(lamp.map((line) => JSON.stringify(line)).join("\n"));

let clock: SteppedClock;
let broker: TestBroker;
let listener: TestListener;
let device: RecordedDevice;

beforeEach(async () => {
  clock = steppedClock();
  broker = await testBroker();
  listener = await TestListener.connect(broker.url, "#");
});
afterEach(async () => {
  await device.stop();
  await listener[Symbol.asyncDispose]();
  await broker[Symbol.asyncDispose]();
});

async function started(options: Partial<RecordedDeviceOptions> = {}): Promise<RecordedDevice> {
  device = new RecordedDevice(site({ clock, seed: 1 }), {
    id: "lamp",
    recording,
    mqttUrl: broker.url,
    reconnectMs: 10,
    ...options,
  });
  await device.start();
  await listener.next("tele/lamp/LWT", ({ text }) => text === "Online");
  return device;
}

test("a recorded device says by itself what its recording says, at its times", async () => {
  await started();
  clock.advance(499);
  expect(listener.pending("tele/lamp/INFO")).toBe(0);
  clock.advance(1);
  expect((await listener.next("tele/lamp/INFO")).bytes).toEqual(Buffer.from([0, 255]));
  clock.advance(20_000);
  expect(await listener.nextJson("tele/lamp/STATE")).toEqual({ POWER: false, Dimmer: 100 });
  expect(await listener.nextJson("tele/lamp/STATE")).toEqual({ POWER: false, Dimmer: 100 });
});

test("a recorded device answers, and what it was told changes what it says later", async () => {
  await started();
  await listener.publish("cmnd/lamp/POWER", "TOGGLE");
  expect((await listener.next("stat/lamp/POWER")).text).toBe("ON");
  await listener.publish("cmnd/lamp/POWER", "TOGGLE");
  expect((await listener.next("stat/lamp/POWER")).text).toBe("OFF");
  expect(device.state).toEqual({ on: false, dimmer: 100 });
});

test("a recorded device waits where the device does", async () => {
  await started();
  await listener.publish("cmnd/lamp/DIMMER", "42");
  await listener.publish("cmnd/lamp/POWER", "TOGGLE");
  await listener.next("stat/lamp/POWER");
  expect(listener.pending("stat/lamp/RESULT")).toBe(0);
  clock.advance(200);
  expect(await listener.nextJson("stat/lamp/RESULT")).toEqual({ Dimmer: 42 });
});

test.each(["101", "-1", "4.5", '"42"', "{", ""])(
  "a command that fits no earlier reaction, %j, gets the last",
  async (text) => {
    await started();
    await listener.publish("cmnd/lamp/DIMMER", text);
    expect(await listener.nextJson("stat/lamp/RESULT")).toEqual({ Command: "Unknown" });
    expect(device.state.dimmer).toBe(100);
  },
);

test("a cue is something that happens at the device; there are only those of the recording", async () => {
  await started();
  device.cue("button");
  expect((await listener.next("stat/lamp/POWER")).text).toBe("ON");
  expect(() => device.cue("constructor")).toThrow(expect.objectContaining({ code: "WOT_ARGUMENT" }));
});

test("a recorded device that is cut off leaves its will, forgets what it was about to do, and begins anew", async () => {
  await started();
  await listener.publish("cmnd/lamp/DIMMER", "42");
  await listener.publish("cmnd/lamp/POWER", "TOGGLE");
  await listener.next("stat/lamp/POWER");
  device.faults.enable("offline");
  expect((await listener.next("tele/lamp/LWT")).text).toBe("Offline");
  clock.advance(60_000);
  device.faults.disable("offline");
  expect((await listener.next("tele/lamp/LWT")).text).toBe("Online");
  expect([listener.pending("stat/lamp/RESULT"), listener.pending("tele/lamp/STATE")]).toEqual([0, 0]);
  clock.advance(10_000);
  expect(await listener.nextJson("tele/lamp/STATE")).toEqual({ POWER: true, Dimmer: 42 });
});

test("a stopped recorded device says itself what its will would say", async () => {
  await started();
  await device.stop();
  const { text, retain } = await listener.next("tele/lamp/LWT");
  expect([text, retain]).toEqual(["Offline", false]);
  await using late = await TestListener.connect(broker.url, "tele/lamp/LWT");
  expect((await late.next("tele/lamp/LWT")).retain).toBe(true);
});

test("a recorded device with garbage or wrong types publishes them", async () => {
  await started();
  device.faults.enable("garbage");
  clock.advance(10_000);
  expect((await listener.next("tele/lamp/STATE")).bytes[0]).toBe(0xff);
  device.faults.disable("garbage");
  device.faults.enable("wrong-type");
  clock.advance(10_000);
  expect(await listener.nextJson("tele/lamp/STATE")).toEqual({ POWER: "false", Dimmer: "100" });
});

test("a peer cannot make a recorded device remember or wait without bound", async () => {
  await started({ maxPayloadBytes: 100, maxStateBytes: 60, maxWaitingSteps: 3 }); // one is of the timeline
  await listener.publish("cmnd/lamp/NAME", "x".repeat(101));
  await listener.publish("cmnd/lamp/NAME", "y".repeat(90));
  expect((await listener.next("stat/lamp/NAME")).text).toBe("y".repeat(90));
  expect(device.state).not.toHaveProperty("name");
  for (const level of ["1", "2", "3"]) await listener.publish("cmnd/lamp/DIMMER", level);
  await listener.publish("cmnd/lamp/NAME", "z");
  await listener.next("stat/lamp/NAME");
  clock.advance(200);
  await listener.publish("cmnd/lamp/NAME", "z");
  await listener.next("stat/lamp/NAME");
  expect(listener.pending("stat/lamp/RESULT")).toBe(2);
});

test("a peer cannot make a recorded device publish to a wildcard", async () => {
  await started();
  await listener.publish("cmnd/lamp/TO", "#");
  await listener.publish("cmnd/lamp/TO", "you");
  expect((await listener.next("stat/you")).text).toBe("here");
  expect(listener.pending("stat/#")).toBe(0);
});
