import type { ThingDescription, ThingModel } from "@thingwright/td";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BridgedDevice, compileMapping } from "../../../src/index.js";
import { FakeSouthbound, RecordingNorthbound, SteppedClock, settled, unreachable } from "../../fake-southbound.js";

const model = {
  "@type": "tm:ThingModel",
  properties: { level: { type: "integer" }, speed: { type: "integer" } },
  actions: { stop: {} },
} as unknown as ThingModel;

const form = [{ href: "memory:" }];
const slow = compileMapping(
  {
    title: "Blind",
    properties: {
      position: { type: "integer", "map:property": "level", "map:via": "move", "map:put": "/position", forms: form },
      pace: { type: "integer", "map:property": "speed", "map:via": "move", "map:put": "/speed", forms: form },
    },
    actions: {
      move: { "map:minIntervalMs": 1000, input: { type: "object" }, forms: form },
      halt: { "map:action": "stop", "map:minIntervalMs": 500, forms: form },
    },
  } as unknown as ThingDescription,
  model,
);

let south: FakeSouthbound;
let clock: SteppedClock;
let device: BridgedDevice;

beforeEach(() => {
  south = new FakeSouthbound();
  clock = new SteppedClock();
  device = new BridgedDevice(slow, south, new RecordingNorthbound(), { clock });
});
afterEach(() => device.stop());

const sent = (): unknown[] => south.calls.filter(([verb]) => verb === "invoke").map(([, name, value]) => [name, value]);

describe("writes to a device that takes them only so often", () => {
  it("begin at once, then an interval apart", async () => {
    const writes = [device.write("level", 10), device.write("speed", 1)];
    await settled();
    expect(sent()).toEqual([["move", { position: 10 }]]);
    await clock.advance(999);
    expect(sent()).toHaveLength(1);
    await clock.advance(1);
    expect(sent()).toEqual([
      ["move", { position: 10 }],
      ["move", { speed: 1 }],
    ]);
    await Promise.all(writes);
    await clock.advance(1000);
    await device.write("level", 20);
    expect(sent()).toHaveLength(3);
  });

  it("give their place to newer ones of the same property, however many come", async () => {
    const writes = Array.from({ length: 200 }, (_, index) => device.write("level", index));
    await clock.advance(1000);
    await Promise.all(writes);
    expect(sent()).toEqual([
      ["move", { position: 0 }],
      ["move", { position: 199 }],
    ]);
    expect(await device.read("level")).toBe(199);
  });

  it("fail together when the last of them does", async () => {
    await device.write("level", 1);
    south.failure = unreachable;
    const writes = Promise.allSettled([device.write("level", 2), device.write("level", 3)]);
    await clock.advance(1000);
    for (const outcome of await writes) expect(outcome).toMatchObject({ reason: { code: "WOT_UNAVAILABLE" } });
    south.failure = undefined;
    const next = device.write("level", 4);
    await clock.advance(1000);
    await expect(next).resolves.toBeUndefined();
  });

  it("do not keep the device from stopping", async () => {
    await device.write("level", 1);
    const waiting = Promise.allSettled([device.write("level", 2)]);
    await device.stop();
    expect(await waiting).toMatchObject([{ reason: { code: "WOT_UNAVAILABLE" } }]);
    expect(sent()).toHaveLength(1);
  });
});

describe("invocations of such an action", () => {
  it("are all carried out, an interval apart", async () => {
    const both = [device.invoke("stop", undefined), device.invoke("stop", undefined)];
    await settled();
    expect(sent()).toHaveLength(1);
    await clock.advance(500);
    await Promise.all(both);
    expect(sent()).toHaveLength(2);
  });
});

describe("writes with map:debounceMs", () => {
  const properties = { a: { type: "integer", "map:property": "level", "map:debounceMs": 100, forms: form } };
  const written = (): unknown[] => south.calls.filter(([verb]) => verb === "write").map(([, , value]) => value);

  beforeEach(() => {
    const calm = compileMapping({ title: "Blind", properties } as unknown as ThingDescription, model);
    device = new BridgedDevice(calm, south, new RecordingNorthbound(), { clock });
  });

  it("are one, the last, when none has come for so long", async () => {
    const first = device.write("level", 1);
    await clock.advance(60);
    const second = device.write("level", 2);
    await clock.advance(60);
    expect(written()).toEqual([]);
    await clock.advance(40);
    expect(written()).toEqual([2]);
    await Promise.all([first, second]);
  });

  it("come through all the same when they never end", async () => {
    for (let index = 0; index < 30; index += 1) {
      device.write("level", index).catch(() => {}); // Those that still wait at the end fail with the device.
      await clock.advance(50);
    }
    expect(written()).toEqual([19]);
  });

  it("do not keep the device from stopping", async () => {
    const waiting = Promise.allSettled([device.write("level", 1)]);
    await device.stop();
    expect(await waiting).toMatchObject([{ reason: { code: "WOT_UNAVAILABLE" } }]);
  });
});

describe("map:minIntervalMs", () => {
  it("has to be a number of milliseconds", () => {
    const properties = { a: { type: "integer", "map:property": "level", "map:minIntervalMs": "1 s", forms: form } };
    const thing = { title: "Blind", properties } as unknown as ThingDescription;
    expect(() => compileMapping(thing, model)).toThrow(/\/properties\/a.*map:minIntervalMs must be a number/);
  });
});
