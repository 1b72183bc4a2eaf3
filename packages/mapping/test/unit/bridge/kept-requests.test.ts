import type { ThingDescription, ThingModel } from "@thingwright/td";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BridgedDevice, compileMapping } from "../../../src/index.js";
import { FakeSouthbound, RecordingNorthbound, SteppedClock, settled, unreachable } from "../../fake-southbound.js";

const model = {
  "@type": "tm:ThingModel",
  properties: { target: { type: "integer" }, temperature: { type: "number" } },
  actions: { calibrate: {} },
} as unknown as ThingModel;

const forms = [{ href: "memory:" }];
const observed = [{ href: "memory:", op: "observeproperty" }];
const kept = { "map:keepMs": 60_000 };
const valve = (terms: object) =>
  compileMapping(
    {
      title: "Valve",
      properties: {
        air: { type: "number", readOnly: true, "map:property": "temperature", forms: observed },
        setpoint: { type: "integer", writeOnly: true, "map:property": "target", ...terms, forms },
        reachable: { type: "boolean", readOnly: true, "map:available": true, forms: observed },
      },
      actions: { calibrate: { "map:action": "calibrate", ...terms, forms } },
    } as unknown as ThingDescription,
    model,
  );

let south: FakeSouthbound;
let clock: SteppedClock;
let device: BridgedDevice;

const begin = async (terms: object = kept): Promise<void> => {
  device = new BridgedDevice(valve(terms), south, new RecordingNorthbound(), { clock });
  device.start();
  await settled();
};
const sent = (): unknown[] => south.calls.filter(([verb]) => verb === "write").map(([, , value]) => value);
/** What became of a promise by now. */
const outcomeOf = (promise: Promise<unknown>): { state: string; error?: unknown } => {
  const outcome: { state: string; error?: unknown } = { state: "waits" };
  promise.then(
    () => Object.assign(outcome, { state: "done" }),
    (error: unknown) => Object.assign(outcome, { state: "failed", error }),
  );
  return outcome;
};

beforeEach(() => {
  south = new FakeSouthbound();
  clock = new SteppedClock();
});
afterEach(() => device.stop());

describe("a write with map:keepMs", () => {
  it("is made at once while the device is there", async () => {
    await begin();
    await device.write("target", 21);
    expect(sent()).toEqual([21]);
  });

  it("waits for a device that says that it is away, and is made when it is back", async () => {
    await begin();
    await south.push("reachable", false);
    const write = outcomeOf(device.write("target", 21));
    await clock.advance(3000);
    expect([write.state, sent()]).toEqual(["waits", []]);
    await south.push("reachable", true);
    expect([write.state, sent()]).toEqual(["done", [21]]);
  });

  it("waits for one that cannot be reached until something is heard of it", async () => {
    await begin();
    south.failure = unreachable;
    const write = outcomeOf(device.write("target", 21));
    await clock.advance(3000);
    south.failure = undefined;
    expect(write.state).toBe("waits");
    await south.push("air", 20.5);
    expect([write.state, sent()]).toEqual(["done", [21, 21]]);
  });

  it("says after timeoutMs that it is kept, and is made later all the same", async () => {
    await begin();
    await south.push("reachable", false);
    const write = outcomeOf(device.write("target", 21));
    await settled();
    await clock.advance(5000);
    expect(write.error).toMatchObject({
      code: "WOT_TIMEOUT",
      message: expect.stringMatching(/is kept .* within 55 s/),
    });
    await clock.advance(40_000);
    await south.push("reachable", true);
    expect(sent()).toEqual([21]);
  });

  it("is never made after it has expired", async () => {
    await begin();
    await south.push("reachable", false);
    const write = outcomeOf(device.write("target", 21));
    await settled();
    await clock.advance(60_000);
    expect(write.state).toBe("failed");
    await south.push("reachable", true);
    expect(sent()).toEqual([]);
  });

  it("says that it is not made when it expires before timeoutMs", async () => {
    await begin({ "map:keepMs": 1000 });
    await south.push("reachable", false);
    const write = outcomeOf(device.write("target", 21));
    await settled();
    await clock.advance(1000);
    expect(write.error).toMatchObject({
      code: "WOT_TIMEOUT",
      sent: false,
      message: expect.stringMatching(/is not made/),
    });
  });

  it("gives its place to a newer one of the same property, and has the outcome of that", async () => {
    await begin();
    await south.push("reachable", false);
    const writes = Array.from({ length: 100 }, (_, index) => outcomeOf(device.write("target", index)));
    await settled();
    await south.push("reachable", true);
    expect(writes.every(({ state }) => state === "done")).toBe(true);
    expect(sent()).toEqual([99]);
  });

  it("goes when the only one who waits for it leaves", async () => {
    await begin();
    await south.push("reachable", false);
    const leaving = new AbortController();
    const write = outcomeOf(device.write("target", 21, { signal: leaving.signal }));
    await settled();
    leaving.abort();
    await settled();
    expect(write.error).toMatchObject({ code: "WOT_ABORTED" });
    await south.push("reachable", true);
    expect(sent()).toEqual([]);
  });

  it("fails at once where the device refuses", async () => {
    await begin();
    south.failure = new Error("no such value");
    await expect(device.write("target", 21)).rejects.toMatchObject({ code: "WOT_INTERNAL" });
  });

  it("ends with the bridge", async () => {
    await begin();
    await south.push("reachable", false);
    const write = outcomeOf(device.write("target", 21));
    await settled();
    await device.stop();
    await settled();
    expect(write.error).toMatchObject({ code: "WOT_UNAVAILABLE" });
  });
});

describe("a device that listens only after it has spoken (map:awakeMs)", () => {
  it("is sent nothing until it is heard", async () => {
    await begin({ ...kept, "map:awakeMs": 500 });
    const write = outcomeOf(device.write("target", 21));
    await settled();
    expect(sent()).toEqual([]);
    await south.push("air", 20.5);
    expect([write.state, sent()]).toEqual(["done", [21]]);
    await clock.advance(500);
    await device.write("target", 22);
    await clock.advance(1);
    const late = outcomeOf(device.write("target", 23));
    await settled();
    expect([late.state, sent()]).toEqual(["waits", [21, 22]]);
  });

  it("needs map:keepMs", () => {
    expect(() => valve({ "map:awakeMs": 500 })).toThrow(/map:awakeMs needs map:keepMs/);
  });
});

describe("invocations that are kept", () => {
  it("are each carried out, up to a number", async () => {
    await begin();
    await south.push("reachable", false);
    const calls = Array.from({ length: 17 }, () => outcomeOf(device.invoke("calibrate", undefined)));
    await settled();
    expect(calls.at(-1)?.error).toMatchObject({ code: "WOT_TOO_MANY" });
    await south.push("reachable", true);
    expect(south.calls.filter(([verb]) => verb === "invoke")).toHaveLength(16);
  });
});
