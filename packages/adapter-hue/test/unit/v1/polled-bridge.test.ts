import type { DeviceChange } from "@thingwright/adapter-core";
import { httpClient } from "@thingwright/binding-http";
import { memoryClient, memoryNetwork, memoryServer } from "@thingwright/binding-memory";
import { type ConsumedThing, Servient } from "@thingwright/core";
import { memoryCredentials } from "@thingwright/security";
import { afterEach, describe, expect, it } from "vitest";
import { type Hue, type HueOptions, hue } from "../../../src/index.js";
import { FakeBridgeV1, firstGeneration } from "../../support/fake-bridge-v1.js";

let house: Servient | undefined;
let adapter: Hue | undefined;
let bridge: FakeBridgeV1;
let changes: string[] = [];

async function start(options: Partial<HueOptions> = {}, apiKey = "key", state = firstGeneration): Promise<Hue> {
  bridge = await FakeBridgeV1.start(state);
  const network = memoryNetwork();
  house = new Servient({
    clients: [httpClient(), memoryClient(network)],
    servers: [memoryServer(network, { name: "house" })],
    credentials: memoryCredentials({ "urn:hue:bridge": { application_key: { apiKey } } }),
  });
  await house.start();
  const onChange = ({ kind, device }: DeviceChange) => changes.push(`${kind} ${device.name}`);
  adapter = await hue(house, {
    url: bridge.url,
    onChange,
    limits: { settleMs: 5, readMs: 10, timeoutMs: 2_000 },
    ...options,
  });
  changes = [];
  return adapter;
}

afterEach(async () => {
  await adapter?.stop();
  adapter = undefined;
  await house?.stop();
  house = undefined;
  await bridge[Symbol.asyncDispose]();
});

const descriptionOf = (title: string) => [...adapter!.discover()].find((td) => td.title === title)!;
const thing = (title: string): ConsumedThing => house!.consume(descriptionOf(title)) as ConsumedThing;
const modelOf = (title: string) => descriptionOf(title).links?.[0]?.href.replace(/^.*\/(.*)\.tm\.json$/, "$1");
const until = (holds: () => boolean) => expect.poll(holds, { timeout: 5_000, interval: 5 }).toBe(true);

describe("everything behind a Hue bridge of the first generation", () => {
  it("is offered as Things of the common models", async () => {
    await start();
    expect([...adapter!.discover()].map(({ title }) => [title, modelOf(title)])).toEqual([
      ["Sofa lamp", "colour-light"],
      ["Kitchen", "dimmable-light"],
      ["Old strip", "colour-light"],
      ["Living room", "light-group"],
      ["Relax", undefined],
      ["Dimmer", undefined],
      ["Hall sensor", "occupancy-sensor"],
    ]);
    expect(adapter!.problems).toEqual([
      "groups/2: belongs to no device, room or scene",
      "scenes/tmp: belongs to no device, room or scene",
      "sensors/1: belongs to no device, room or scene",
    ]);
    expect(descriptionOf("Sofa lamp").id).toBe("urn:hue:00%3A17%3A88%3A01%3A00%3Aaa%3Abb%3Acc-0b");
    expect(descriptionOf("Living room").id).toBe("urn:hue:001788fffe0a1b2c:groups:1");
  });

  it("is read in the words of the models", async () => {
    await start();
    expect(await thing("Sofa lamp").read("brightness")).toBe(100);
    expect(await thing("Sofa lamp").read("colorTemperature")).toBe(4000);
    expect(await thing("Sofa lamp").read("colorXy")).toEqual({ x: 0.4, y: 0.35 });
    expect(await thing("Living room").read("on")).toBe(true);
    expect(await thing("Living room").read("members")).toEqual([
      descriptionOf("Sofa lamp").id,
      descriptionOf("Old strip").id,
    ]);
    expect(await thing("Hall sensor").read("temperature")).toBe(21.34);
    expect(await thing("Hall sensor").read("illuminance")).toBe(100);
    expect(await thing("Hall sensor").read("battery")).toBe(100);
    expect(await thing("Sofa lamp").read("lights_1")).toMatchObject({ modelid: "LCT001" });
  });

  it("is written, with what is meant alone", async () => {
    await start();
    await thing("Sofa lamp").write("colorXy", { x: 0.3, y: 0.3 });
    await thing("Sofa lamp").write("colorTemperature", 2500);
    await thing("Living room").write("on", false);
    await thing("Old strip").write("colorXy", { x: 0.1532, y: 0.0475 });
    await thing("Relax").invoke("recall");
    await thing("Sofa lamp").invoke("identify");
    expect(bridge.changes).toEqual([
      ["lights/1/state", { xy: [0.3, 0.3] }],
      ["lights/1/state", { ct: 400 }],
      ["groups/1/action", { on: false }],
      ["lights/3/state", { hue: expect.any(Number), sat: expect.any(Number) }],
      ["groups/1/action", { scene: "abcDEF-1" }],
      ["lights/1/state", { alert: "select" }],
    ]);
    const [, blue] = bridge.changes[3]!;
    expect(blue.hue / 65_535).toBeCloseTo(240 / 360, 1);
  });

  it("says in the bridge's words what it refuses, though its answer is a success", async () => {
    await start();
    const failure = await thing("Kitchen")
      .write("brightness", 50)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "WOT_REMOTE" });
    expect(bridge.changes).toEqual([]);
  });

  it("is observed by one reading of everything, and is told once", async () => {
    await start();
    const values = thing("Hall sensor").observe("occupied");
    const seen: unknown[] = [];
    const done = (async () => {
      for await (const value of values) if (seen.push(value) && value === true) break;
    })();
    await values.ready;
    bridge.state.sensors[3].state.presence = true;
    await done;
    expect(seen.at(-1)).toBe(true);
    const { readings } = bridge;
    await until(() => bridge.readings > readings + 3);
  });

  it("tells of presses, each once, and of none that was there before", async () => {
    await start();
    const presses = thing("Dimmer").subscribe("button_1_pressed");
    const seen: unknown[] = [];
    const done = (async () => {
      for await (const press of presses) if (seen.push(press) === 2) break;
    })();
    await presses.ready;
    Object.assign(bridge.state.sensors[2].state, { buttonevent: 1000, lastupdated: "2026-01-01T00:00:01" });
    await until(() => seen.length === 1);
    Object.assign(bridge.state.sensors[2].state, { buttonevent: 1000, lastupdated: "2026-01-01T00:00:02" });
    await done;
    expect(seen).toEqual(["initial_press", "initial_press"]);
  });

  it("joins, leaves and is renamed while everything runs", async () => {
    await start();
    bridge.state.lights[2].name = "Stove";
    delete bridge.state.lights[3];
    bridge.state.lights[4] = {
      ...structuredClone(bridge.state.lights[1]),
      name: "New lamp",
      uniqueid: "00:17:88:01:00:aa:bb:ff-0b",
    };
    await until(() => changes.length >= 3);
    expect(changes).toEqual(expect.arrayContaining(["renamed Stove", "left Old strip", "joined New lamp"]));
  });

  it("is away when the bridge is, or when the bridge cannot reach it", async () => {
    await start();
    bridge.state.lights[1].state.reachable = false;
    await until(() => adapter!.devices.get(descriptionOf("Sofa lamp").id!)!.isAvailable === false);
    await expect(thing("Sofa lamp").read("on")).rejects.toThrow();
    expect(await thing("Kitchen").read("on")).toBe(false);
    bridge.isSilent = true;
    await until(() => !adapter!.isAvailable);
    await expect(thing("Kitchen").read("on")).rejects.toThrow();
    bridge.isSilent = false;
    await until(() => adapter!.isAvailable);
    expect(await thing("Kitchen").read("on")).toBe(false);
  });

  it("is not offered with a key that the bridge does not know", async () => {
    await expect(start({}, "wrong")).rejects.toMatchObject({ code: "WOT_CREDENTIALS_REFUSED" });
  });

  it("needs leave to send its key readable to another machine", async () => {
    await expect(start({ url: "http://192.0.2.7" })).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
  });

  it("is offered as far as it makes sense", async () => {
    const odd = {
      config: { swversion: "1" },
      lights: { 1: null, "a b": {}, 2: { state: { on: "yes" } } },
      groups: 7,
      sensors: { 1: { type: "ZLLSwitch", state: { buttonevent: "x" } } },
    };
    await start({}, "key", odd);
    expect([...adapter!.discover()].map(({ title }) => title)).toEqual(["lights/2", "sensors/1"]);
    expect(adapter!.problems).toEqual([
      "lights: an entry without id or members",
      "lights: an entry without id or members",
    ]);
  });
});
