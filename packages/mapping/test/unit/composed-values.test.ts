import type { ThingDescription, ThingModel } from "@thingwright/td";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BridgedDevice, checkExamples, compileMapping } from "../../src/index.js";
import { FakeSouthbound, RecordingNorthbound, SteppedClock, settled, unreachable } from "../fake-southbound.js";

const model = {
  "@type": "tm:ThingModel",
  properties: {
    colour: { type: "object", properties: { x: { type: "number" }, y: { type: "number" } } },
    energy: { type: "number" },
  },
} as unknown as ThingModel;

const forms = [{ href: "memory:" }];
const lamp = {
  title: "Lamp",
  properties: {
    colourX: {
      type: "integer",
      "map:property": "colour",
      "map:with": ["colourY"],
      "map:read": '{"x": $ / 65536, "y": $with.colourY / 65536}',
      "map:write": "$.x * 65536",
      "map:split": [{ "map:via": "colourY", "map:write": "$.y * 65536" }],
      forms,
    },
    colourY: { type: "integer", forms },
    high: {
      type: "integer",
      readOnly: true,
      "map:property": "energy",
      "map:with": ["low"],
      "map:read": "$ * 65536 + $with.low",
      forms: [{ href: "memory:", op: "observeproperty" }],
    },
    low: { type: "integer", readOnly: true, forms: [{ href: "memory:", op: "observeproperty" }] },
  },
} as unknown as ThingDescription;

let south: FakeSouthbound;
let north: RecordingNorthbound;
let device: BridgedDevice;

beforeEach(() => {
  south = new FakeSouthbound();
  north = new RecordingNorthbound();
  south.values.set("colourX", 32_768).set("colourY", 16_384);
  device = new BridgedDevice(compileMapping(lamp, model), south, north, { clock: new SteppedClock() });
});
afterEach(() => device.stop());

describe("a value that is composed of several vendor values", () => {
  it("is read from all of them", async () => {
    expect(await device.read("colour")).toEqual({ x: 0.5, y: 0.25 });
    expect([south.reads("colourX"), south.reads("colourY")]).toEqual([1, 1]);
  });

  it("changes with any of them, and says nothing before all are known", async () => {
    device.start();
    await settled();
    await south.push("low", 7);
    await south.push("high", 1);
    await south.push("low", 8);
    expect(north.heard.filter(([name]) => name === "energy")).toEqual([
      ["energy", 65_543],
      ["energy", 65_544],
    ]);
  });

  it("names properties that have a value", () => {
    const wrong = (name: string): object => ({ ...lamp.properties?.colourX, "map:with": [name] });
    for (const name of ["nothing", "__proto__", "written"]) {
      const properties = { colourX: wrong(name), colourY: { forms }, written: { writeOnly: true, forms } };
      expect(() => compileMapping({ title: "Lamp", properties } as unknown as ThingDescription, model)).toThrow(
        /there is no property/,
      );
    }
    const unread = { ...lamp.properties?.colourX, "map:read": undefined, "map:write": undefined };
    const properties = { colourX: unread, colourY: { forms } };
    expect(() => compileMapping({ title: "Lamp", properties } as unknown as ThingDescription, model)).toThrow(
      /map:with needs map:read/,
    );
  });
});

describe("a value that is split", () => {
  it("goes part by part, each where it belongs", async () => {
    await device.write("colour", { x: 0.5, y: 0.25 });
    expect(south.calls.filter(([verb]) => verb === "write")).toEqual([
      ["write", "colourX", 32_768],
      ["write", "colourY", 16_384],
    ]);
    expect(device.lastKnown("colour")?.value).toEqual({ x: 0.5, y: 0.25 });
  });

  it("ends at the first part that fails, and is read anew then", async () => {
    south.failure = unreachable;
    await expect(device.write("colour", { x: 1, y: 1 })).rejects.toMatchObject({ code: "WOT_UNAVAILABLE" });
    expect(south.calls.filter(([verb]) => verb === "write")).toHaveLength(1);
    expect([south.reads("colourX"), south.reads("colourY")]).toEqual([1, 1]);
  });

  it("says where each part goes", () => {
    const colourX = { ...lamp.properties?.colourX, "map:split": [{ "map:write": "1" }] };
    const thing = { title: "Lamp", properties: { ...lamp.properties, colourX } } as unknown as ThingDescription;
    expect(() => compileMapping(thing, model)).toThrow(/colourX\/map:split\/0.*needs map:via/);
  });
});

describe("examples of such a mapping", () => {
  it("have the other values, and all that is sent", async () => {
    const examples = {
      reads: [{ source: "properties/high", vendor: 2, with: { low: 1 }, model: { energy: 131_073 } }],
      writes: [
        {
          property: "colour",
          model: { x: 0.25, y: 0.5 },
          outlet: "properties/colourX",
          vendor: 16_384,
          further: [{ outlet: "properties/colourY", vendor: 32_768 }],
        },
      ],
      invocations: [],
    };
    expect(await checkExamples(lamp, model, examples)).toEqual([]);
    const [write] = examples.writes;
    const short = { ...examples, writes: [{ ...write!, further: [] }] };
    expect(await checkExamples(lamp, model, short)).toMatchObject([{ pointer: "/writes/0" }]);
  });
});
