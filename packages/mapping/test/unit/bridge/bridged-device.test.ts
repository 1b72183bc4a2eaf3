import { CredentialsError, DataSchemaError, ProtocolError, RemoteError, TimeoutError } from "@thingwright/errors";
import type { ThingDescription, ThingModel } from "@thingwright/td";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BridgedDevice, compileMapping } from "../../../src/index.js";
import { FakeSouthbound, RecordingNorthbound, SteppedClock, settled, unreachable } from "../../fake-southbound.js";

const model = {
  "@context": [],
  "@type": "tm:ThingModel",
  properties: {
    on: { type: "boolean" },
    level: { type: "integer", minimum: 0, maximum: 100 },
    temperature: { type: "number", readOnly: true },
    mood: { type: "string", readOnly: true },
    lock: { type: "boolean" },
    alert: { type: "boolean" },
  },
  actions: { blink: {}, sum: { input: { type: "integer" }, output: { type: "integer" } } },
  events: { alarm: { data: { type: "string" } }, pressed: { data: { type: "integer" } } },
} as unknown as ThingModel;

const form = (...op: string[]) => [{ href: "memory:", op }];
const percent = { "map:range": { "map:vendor": [0, 254], "map:model": [0, 100] } };

const thing = {
  title: "Vendor",
  properties: {
    lamp: {
      type: "object",
      readOnly: true,
      "map:pollMs": 1000,
      "map:serves": [
        { "map:property": "on", "map:pick": "/on", "map:via": "set", "map:put": "/on" },
        { "map:property": "level", "map:pick": "/bri", "map:via": "set", "map:put": "/bri", ...percent },
        { "map:available": true, "map:pick": "/reachable" },
      ],
      forms: form("readproperty"),
    },
    set: {
      type: "object",
      writeOnly: true,
      properties: { bri: { type: "integer", minimum: 1 } },
      forms: form("writeproperty"),
    },
    sensor: {
      readOnly: true,
      "map:serves": [
        { "map:property": "temperature", "map:scale": 0.1, "map:pick": "/t" },
        { "map:property": "mood", "map:pick": "/t", "map:read": '$ > 200 ? "warm" : "cold"' },
      ],
      forms: form("observeproperty"),
    },
    flags: {
      type: "integer",
      "map:serves": [
        { "map:property": "lock", "map:bit": 0 },
        { "map:property": "alert", "map:bit": 1 },
        { "map:event": "alarm", "map:bit": 2, "map:data": "fire" },
      ],
      forms: form("readproperty", "writeproperty", "observeproperty"),
    },
  },
  actions: {
    flash: { "map:action": "blink", "map:value": { times: 3 }, forms: form() },
    add: { "map:action": "sum", "map:write": '{"a": $, "b": 1}', "map:pick": "/result", forms: form() },
  },
  events: { button: { "map:event": "pressed", "map:pick": "/count", "map:where": { "/id": 7 }, forms: form() } },
} as unknown as ThingDescription;

const mapping = compileMapping(thing, model);

let south: FakeSouthbound;
let north: RecordingNorthbound;
let clock: SteppedClock;
let device: BridgedDevice;

beforeEach(async () => {
  south = new FakeSouthbound();
  north = new RecordingNorthbound();
  clock = new SteppedClock();
  south.values.set("lamp", { on: true, bri: 127, reachable: true }).set("flags", 0b001);
  device = new BridgedDevice(mapping, south, north, { clock });
});

afterEach(() => device.stop());

async function start(): Promise<void> {
  device.start();
  await settled();
}

describe("a bridged device's polled property", () => {
  it("is answered at once, without a promise, from what is known", async () => {
    await start();
    const reads = south.reads("lamp");
    expect(device.read("level")).toBe(50);
    expect(device.read("on")).toBe(true);
    expect(south.reads("lamp")).toBe(reads);
  });

  it("follows the device and tells changes only", async () => {
    await start();
    north.heard.length = 0;
    await clock.advance(1000);
    south.values.set("lamp", { on: true, bri: 254, reachable: true });
    await clock.advance(1000);
    expect(north.heard).toEqual([["level", 100]]);
    expect(device.read("level")).toBe(100);
  });

  it("is read through when it is not known yet, in one reading for all who ask", async () => {
    expect(await Promise.all([device.read("level"), device.read("on"), device.read("level")])).toEqual([50, true, 50]);
    expect(south.reads("lamp")).toBe(1);
  });

  it("says that the device is away as soon as a reading has failed, and remembers what it knew", async () => {
    await start();
    south.failure = unreachable;
    await clock.advance(1000);
    await expect(device.read("level")).rejects.toMatchObject({ code: "WOT_UNAVAILABLE", cause: unreachable });
    expect(device.lastKnown("level")).toMatchObject({ value: 50, time: 0 });
  });

  it("holds for three intervals while the device takes its time, then is waited for", async () => {
    await start();
    let open = (): void => {};
    south.gate = new Promise((resolve) => {
      open = resolve;
    });
    south.values.set("lamp", { bri: 254 });
    await clock.advance(3000);
    expect(device.read("level")).toBe(50);
    await clock.advance(1);
    const late = device.read("level");
    open();
    expect(await late).toBe(100);
  });

  it("asks less and less often while the device is away, and comes back by itself", async () => {
    south.failure = unreachable;
    await start();
    for (const expected of [2000, 4000, 8000]) {
      expect(clock.delays).toContain(expected);
      await clock.advance(expected);
    }
    south.failure = undefined;
    await clock.advance(16_000);
    expect(device.read("level")).toBe(50);
    expect(clock.delays).toContain(1000);
  });

  it("is away together with the device's other properties", async () => {
    await start();
    const { options } = south.watchers.find(({ name }) => name === "flags")!;
    expect(device.read("level")).toBe(50);
    south.failure = unreachable;
    options.onInterrupted(unreachable);
    await expect(device.read("level")).rejects.toMatchObject({ code: "WOT_UNAVAILABLE" });
    south.failure = undefined;
    expect(await device.read("level")).toBe(50);
    options.onResumed();
    await settled();
    expect(device.read("level")).toBe(50);
  });

  it("is answered from what is known while another source of the device fails in its own way", async () => {
    await start();
    const { options } = south.watchers.find(({ name }) => name === "flags")!;
    options.onInterrupted(new RemoteError("WOT_REMOTE", "no", { status: "400" }) as never);
    expect(device.read("level")).toBe(50);
  });

  it("cannot be read while the device's hub says that it is away", async () => {
    await start();
    south.values.set("lamp", { on: false, reachable: false });
    await clock.advance(1000);
    expect(device.isAvailable).toBe(false);
    expect(() => device.read("level")).toThrow(expect.objectContaining({ code: "WOT_UNAVAILABLE" }));
    await expect(device.write("level", 3)).rejects.toMatchObject({ code: "WOT_UNAVAILABLE" });
    south.values.set("lamp", { on: false, reachable: true });
    await clock.advance(1000);
    expect(device.read("on")).toBe(false);
  });

  it.each([
    ["a value of the wrong type", { bri: "bright" }],
    ["a value beyond every limit", { bri: Number.NaN }],
  ])("fails as the device's fault for %s, and recovers", async (_, lamp) => {
    await start();
    south.values.set("lamp", { ...lamp, on: true });
    await clock.advance(1000);
    await expect(device.read("level")).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
    expect(device.read("on")).toBe(true);
    south.values.set("lamp", { bri: 254 });
    await clock.advance(1000);
    expect(device.read("level")).toBe(100);
  });

  it("fails when the device's answer says nothing of it", async () => {
    south.values.set("lamp", {});
    await expect(device.read("level")).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
  });

  it("does not ask the asker for the device's credentials", async () => {
    south.failure = new CredentialsError("WOT_CREDENTIALS_MISSING", "no key");
    await expect(device.read("level")).rejects.toMatchObject({ code: "WOT_REMOTE" });
  });
});

describe("a bridged device's observed property", () => {
  it("is not available before the first value, then known as long as the observation lives", async () => {
    await start();
    await expect(device.read("temperature")).rejects.toMatchObject({ code: "WOT_UNAVAILABLE" });
    await south.push("sensor", { t: 213 });
    await clock.advance(100_000);
    expect(device.read("temperature")).toBe(21.3);
    expect(device.read("mood")).toBe("warm");
  });

  it("is not known while the observation is interrupted", async () => {
    await start();
    await south.push("sensor", { t: 213 });
    const { options } = south.watchers.find(({ name }) => name === "sensor")!;
    options.onInterrupted(unreachable);
    await expect(device.read("temperature")).rejects.toMatchObject({ code: "WOT_UNAVAILABLE" });
    options.onResumed();
    expect(device.read("temperature")).toBe(21.3);
  });

  it("is not known after a value that cannot be read, until one can", async () => {
    await start();
    const { options } = south.watchers.find(({ name }) => name === "sensor")!;
    await south.push("sensor", { t: 213 });
    options.onInvalid(new DataSchemaError("WOT_DATA_SYNTAX", "garbage"));
    await expect(device.read("temperature")).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
    await south.push("sensor", { t: 214 });
    expect(device.read("temperature")).toBe(21.4);
  });

  it("leaves alone what a message does not speak of", async () => {
    await start();
    await south.push("sensor", { t: 213 });
    await south.push("sensor", { battery: 3 });
    await south.push("sensor", null);
    expect(device.read("temperature")).toBe(21.3);
  });

  it("is observed again after the observation ended, later and later", async () => {
    await start();
    for (const expected of [1000, 1000]) {
      south.watchers.find(({ name }) => name === "sensor")!.end(unreachable);
      await settled();
      expect(clock.delays).toContain(expected);
      await clock.advance(expected);
    }
    await south.push("sensor", { t: 1 });
    expect(device.read("temperature")).toBe(0.1);
  });

  it("is not known after the device ended the observation, until it is observed again", async () => {
    await start();
    await south.push("sensor", { t: 213 });
    south.watchers.find(({ name }) => name === "sensor")!.end();
    await settled();
    await expect(device.read("temperature")).rejects.toMatchObject({ code: "WOT_UNAVAILABLE" });
    await clock.advance(1000);
    expect(device.read("temperature")).toBe(21.3);
  });

  it("is read as soon as the observation is established, where it can be read", async () => {
    await start();
    expect(device.read("lock")).toBe(true);
  });
});

describe("a write to a bridged device", () => {
  it("is converted, and reads follow at once", async () => {
    await start();
    north.heard.length = 0;
    await device.write("level", 25);
    expect(south.calls.at(-1)).toEqual(["write", "set", { bri: 64 }]);
    expect(device.read("level")).toBe(25);
    expect(north.heard).toEqual([["level", 25]]);
  });

  it("tells what the device really takes", async () => {
    await start();
    await device.write("level", 0);
    expect(south.calls.at(-1)).toEqual(["write", "set", { bri: 1 }]);
    expect(device.read("level")).toBe(0);
  });

  it("is not undone by a reading that began before it", async () => {
    await start();
    let open = (): void => {};
    south.gate = new Promise((resolve) => {
      open = resolve;
    });
    await clock.advance(1000);
    await device.write("level", 100);
    south.values.set("lamp", { on: true, bri: 254, reachable: true });
    north.heard.length = 0;
    open();
    await settled();
    expect(device.read("level")).toBe(100);
    expect(north.heard).toEqual([]);
    expect(south.reads("lamp")).toBe(3);
  });

  it("fails with what the device says, and changes nothing", async () => {
    await start();
    south.failure = new RemoteError("WOT_REMOTE", "no", { status: "400" });
    await expect(device.write("level", 25)).rejects.toMatchObject({ code: "WOT_REMOTE", cause: south.failure });
    south.failure = unreachable;
    await expect(device.write("level", 25)).rejects.toMatchObject({ code: "WOT_UNAVAILABLE" });
    expect(device.read("level")).toBe(50);
  });

  it("that is not answered in time may have been made, and says so", async () => {
    await start();
    south.failure = new TimeoutError("WOT_TIMEOUT", "10.9.8.7 is silent");
    const message = "the device did not answer in time; the change may have been made";
    await expect(device.write("level", 25)).rejects.toMatchObject({ code: "WOT_TIMEOUT", message });
    await expect(device.invoke("blink", undefined)).rejects.toMatchObject({ code: "WOT_TIMEOUT", message });
  });

  it("refuses a value that the device's own schema refuses, as the asker's fault", async () => {
    south.failure = new DataSchemaError("WOT_DATA_INVALID", "not of 10.9.8.7's schema");
    await expect(device.write("level", 25)).rejects.toMatchObject({ code: "WOT_DATA_INVALID" });
    await expect(device.invoke("sum", 25)).rejects.toMatchObject({ code: "WOT_DATA_INVALID" });
    await expect(device.invoke("blink", undefined)).rejects.toMatchObject({ code: "WOT_INTERNAL" });
  });

  it("refuses a value that has no equivalent, as the asker's fault", async () => {
    await expect(device.write("level", "bright")).rejects.toMatchObject({ code: "WOT_DATA_INVALID" });
    expect(south.calls.filter(([verb]) => verb === "write")).toEqual([]);
  });

  it("of one bit keeps the others, also when two are written at once", async () => {
    await start();
    await Promise.all([device.write("alert", true), device.write("lock", false)]);
    expect(south.calls.filter(([verb]) => verb === "write")).toEqual([
      ["write", "flags", 0b011],
      ["write", "flags", 0b010],
    ]);
    expect([device.read("alert"), device.read("lock")]).toEqual([true, false]);
  });

  it("of one bit reads the others first when they are not known", async () => {
    await device.write("alert", true);
    expect(south.calls).toEqual([
      ["read", "flags"],
      ["write", "flags", 0b011],
    ]);
  });

  it("is refused when too many are under way", async () => {
    await device.stop();
    device = new BridgedDevice(mapping, south, north, { clock, limits: { maxPendingRequests: 2 } });
    const results = await Promise.allSettled([1, 2, 3].map((level) => device.write("level", level)));
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
    expect((results[2] as PromiseRejectedResult).reason).toMatchObject({ code: "WOT_TOO_MANY" });
  });

  it("needs a property that something takes", async () => {
    await expect(device.write("temperature", 1)).rejects.toMatchObject({ code: "WOT_UNKNOWN_AFFORDANCE" });
    await expect(device.write("constructor", 1)).rejects.toMatchObject({ code: "WOT_UNKNOWN_AFFORDANCE" });
  });
});

describe("an action of a bridged device", () => {
  it("sends the mapping's constant", async () => {
    expect(await device.invoke("blink", undefined)).toBeUndefined();
    expect(south.calls[0]).toEqual(["invoke", "flash", { times: 3 }]);
  });

  it("converts input and output", async () => {
    south.outputs.set("add", { result: 5 });
    expect(await device.invoke("sum", 4)).toBe(5);
    expect(south.calls[0]).toEqual(["invoke", "add", { a: 4, b: 1 }]);
  });

  it("fails as the device's fault when the output makes no sense", async () => {
    south.outputs.set("add", { result: "five" });
    await expect(device.invoke("sum", 4)).rejects.toMatchObject({ code: "WOT_PROTOCOL" });
    south.failure = new ProtocolError("WOT_PROTOCOL", "an output of 10.9.8.7");
    await expect(device.invoke("sum", 4)).rejects.toMatchObject({ code: "WOT_PROTOCOL", cause: south.failure });
  });

  it("lets reads wait for what it has changed, observed or polled", async () => {
    await start();
    south.values.set("lamp", { on: false, bri: 254, reachable: true }).set("flags", 0b000);
    await device.invoke("blink", undefined);
    expect(await Promise.all([device.read("on"), device.read("level"), device.read("lock")])).toEqual([
      false,
      100,
      false,
    ]);
    expect(device.read("on")).toBe(false);
    expect(device.read("lock")).toBe(false);
  });

  it("does not take a reading that began before it for one that came after", async () => {
    await start();
    let open = (): void => {};
    south.gate = new Promise((resolve) => {
      open = resolve;
    });
    await clock.advance(1000);
    south.values.set("lamp", { on: false, bri: 254, reachable: true });
    await device.invoke("blink", undefined);
    await device.invoke("blink", undefined);
    const late = device.read("on");
    open();
    expect(await late).toBe(false);
    await settled();
    expect(south.reads("lamp")).toBe(3);
    expect(device.read("level")).toBe(100);
  });

  it("that has failed asks for nothing", async () => {
    await start();
    const reads = south.reads("lamp");
    south.failure = new RemoteError("WOT_REMOTE", "no", { status: "400" });
    await expect(device.invoke("blink", undefined)).rejects.toMatchObject({ code: "WOT_REMOTE" });
    expect(south.reads("lamp")).toBe(reads);
  });
});

describe("an event of a bridged device", () => {
  it("is told when a bit is set, once, and not with the first value", async () => {
    south.values.set("flags", 0b100);
    await start();
    for (const flags of [0b100, 0b000, 0b100, 0b101]) await south.push("flags", flags);
    expect(north.heard.filter(([name]) => name === "!alarm")).toEqual([["!alarm", "fire"]]);
  });

  it("is told after the properties of the same value, and makes reads ask the other sources", async () => {
    await start();
    const reads = south.reads("flags");
    south.values.set("lamp", { on: false, bri: 254, reachable: true });
    north.heard.length = 0;
    await south.push("flags", 0b110);
    expect(north.heard.slice(0, 3)).toEqual([
      ["lock", false],
      ["alert", true],
      ["!alarm", "fire"],
    ]);
    expect(await device.read("on")).toBe(false);
    expect(south.reads("flags")).toBe(reads);
  });

  it("keeps at most one more reading waiting, however many come", async () => {
    await start();
    let open = (): void => {};
    south.gate = new Promise((resolve) => {
      open = resolve;
    });
    const reads = south.reads("lamp");
    for (let count = 0; count < 50; count += 1) await south.push("button", { id: 7, count });
    expect(south.reads("lamp")).toBe(reads + 1);
    open();
    await settled();
    expect(south.reads("lamp")).toBe(reads + 2);
  });

  it("is passed on from the vendor's, when it is about this device", async () => {
    await start();
    await south.push("button", { id: 7, count: 2 });
    await south.push("button", { id: 8, count: 3 });
    await south.push("button", { id: 7, count: 2 });
    expect(north.heard.filter(([name]) => name === "!pressed")).toEqual([
      ["!pressed", 2],
      ["!pressed", 2],
    ]);
  });
});

describe("stop", () => {
  it("ends observations and polling, and may be called twice", async () => {
    await start();
    await device.stop();
    await device.stop();
    const { length } = south.calls;
    await clock.advance(100_000);
    expect(south.watchers).toEqual([]);
    expect(south.calls.length).toBe(length);
  });
});

describe("a device behind a hub", () => {
  const observed = (name: string) => ({ "map:available": name, forms: form("observeproperty") });
  const behind = {
    title: "Behind a hub",
    properties: {
      lamp: { "map:property": "on", forms: form("readproperty", "observeproperty") },
      link: observed("device"),
      hub: observed("hub"),
    },
  } as unknown as ThingDescription;

  beforeEach(async () => {
    await device.stop();
    device = new BridgedDevice(compileMapping(behind, model), south, north, { clock });
    south.values.set("lamp", false);
    await start();
  });

  it("is there when the hub and the device are", async () => {
    const heard: boolean[] = [];
    for (const [name, isThere] of [
      ["hub", false],
      ["link", false],
      ["hub", true],
      ["link", true],
    ] as const) {
      await south.push(name, isThere);
      heard.push(device.isAvailable);
    }
    expect(heard).toEqual([false, false, false, true]);
  });

  it("is read anew when it is back: nobody has told what happened meanwhile", async () => {
    await south.push("link", true);
    const reads = south.reads("lamp");
    await south.push("link", false);
    south.values.set("lamp", true);
    expect(() => device.read("on")).toThrow(expect.objectContaining({ code: "WOT_UNAVAILABLE" }));
    await south.push("link", true);
    expect([await device.read("on"), south.reads("lamp")]).toEqual([true, reads + 1]);
    await south.push("link", true);
    expect(south.reads("lamp")).toBe(reads + 1);
  });
});

it("says of whom a mapping has to say whether it is there: true, or a name", () => {
  const odd = { title: "Odd", properties: { a: { "map:available": 1, forms: form("readproperty") } } };
  expect(() => compileMapping(odd as unknown as ThingDescription, model)).toThrow(
    expect.objectContaining({ code: "WOT_MAPPING", message: expect.stringContaining("must be true or a name") }),
  );
});
