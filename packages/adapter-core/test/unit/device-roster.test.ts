import { memoryClient, memoryNetwork, memoryServer } from "@thingwright/binding-memory";
import { type ExposedThing, Servient } from "@thingwright/core";
import { thingModel } from "@thingwright/thing-descriptions";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DescribedPart, DeviceRoster, type ListedDevice, type PartSettings } from "../../src/index.js";

const network = memoryNetwork();
let makers: Servient;
let relay: ExposedThing;
let house: Servient;
let roster: DeviceRoster;
let changes: string[];
let described: string[];
let settings: Record<string, PartSettings>;

beforeEach(async () => {
  makers = new Servient({ servers: [memoryServer(network, { name: "maker" })], clients: [memoryClient(network)] });
  await makers.start();
  relay = makers.produce({
    title: "Relay",
    properties: { power: { type: "boolean", observable: true, "map:property": "on" } },
  } as never);
  relay.set("power", true);
  await relay.expose();
  house = new Servient({ servers: [memoryServer(network, { name: "house" })] });
  await house.start();
  [changes, described, settings] = [[], [], {}];
  roster = new DeviceRoster({
    servient: house,
    consume: (td) => makers.consume(td),
    settingsOf: (id) => settings[id],
    bridging: {},
    maxDevices: 3,
    onChange: ({ kind, device }) => changes.push(`${kind} ${device.name}`),
  });
});

afterEach(async () => {
  await roster.stop();
  await house.stop();
  await makers.stop();
});

async function partOf(id: string, title: string): Promise<DescribedPart> {
  const model = await thingModel("on-off-light");
  return { id, title, modelName: "on-off-light", model, southbound: relay.description };
}

/** Devices by `key name revision`. */
const listed = (...all: readonly string[]): readonly ListedDevice[] =>
  all.map((text) => {
    const [key, name, revision] = text.split(" ") as [string, string, string];
    const describe = async () => {
      described.push(key);
      return { parts: [await partOf(`urn:example:${key}`, name)], problems: [] };
    };
    return { key, name, revision, describe };
  });

const titles = () => [...roster.discover()].map(({ title }) => title);

describe("a roster of devices", () => {
  it("offers what is listed, by its own way to the devices", async () => {
    await roster.become(listed("a Hall 1", "b Desk 1"));
    expect(titles()).toEqual(["Hall", "Desk"]);
    const [thing] = roster.devices.get("a")!.things;
    expect(
      await makers
        .consume(thing!.description)
        .readProperty("on")
        .then((output) => output.value()),
    ).toBe(true);
    expect(roster.devices.get("a")).toMatchObject({ isAvailable: true, problems: [] });
    expect(roster.devices.get("a")!.lastSeen).toBeTypeOf("number");
  });

  it("leaves alone what stays the same", async () => {
    await roster.become(listed("a Hall 1", "b Desk 1"));
    const before = roster.devices.get("b");
    await roster.become(listed("b Desk 1", "c Shelf 1"));
    expect(roster.devices.get("b")).toBe(before);
    expect(changes).toEqual(["joined Hall", "joined Desk", "left Hall", "joined Shelf"]);
    expect(described).toEqual(["a", "b", "c"]);
  });

  it("tells the renamed from those that have become something else", async () => {
    await roster.become(listed("a Hall 1", "b Desk 1"));
    await roster.become(listed("a Porch 1", "b Desk 2"));
    expect(changes.slice(2)).toEqual(["renamed Porch", "redefined Desk"]);
    expect([...roster.discover()].map(({ id }) => id)).toEqual(["urn:example:a", "urn:example:b"]);
  });

  it("adds and takes away single devices", async () => {
    await roster.put(listed("a Hall 1")[0]!);
    await roster.put(listed("b Desk 1")[0]!);
    await roster.remove("a");
    expect(titles()).toEqual(["Desk"]);
  });

  it("offers no more than its limit, and lists the others", async () => {
    await roster.become(listed("a A 1", "b B 1", "c C 1", "d D 1"));
    expect(titles()).toEqual(["A", "B", "C"]);
    expect(roster.unoffered).toEqual([{ key: "d", why: "more than maxDevices (3)" }]);
    await roster.remove("b");
    expect(titles()).toEqual(["A", "C", "D"]);
    expect(roster.unoffered).toEqual([]);
  });

  it("passes over lists that come faster than devices can be offered", async () => {
    const all = Array.from({ length: 50 }, (_, index) => roster.become(listed(`a Name${index} 1`)));
    await Promise.all(all);
    expect(titles()).toEqual(["Name49"]);
    expect(described.length).toBeLessThan(4);
  });

  it("does as the owner has set, and anew when that changes", async () => {
    settings = { "urn:example:a": { title: "My hall", overrides: { support: "https://house.example/" } } };
    await roster.become(listed("a Hall 1", "b Desk 1"));
    expect([...roster.discover()][0]).toMatchObject({ title: "My hall", support: "https://house.example/" });
    const desk = roster.devices.get("b");
    settings = { "urn:example:a": { isHidden: true } };
    await roster.revise();
    expect(titles()).toEqual(["Desk"]);
    expect(roster.devices.get("b")).toBe(desk);
    settings = {};
    await roster.revise();
    expect(titles().sort()).toEqual(["Desk", "Hall"]);
  });

  it("keeps one that cannot be described, with the reason, and all others", async () => {
    const describe = () => {
      throw new TypeError("no such register");
    };
    await roster.become([{ key: "a", name: "A", revision: "1", describe }, ...listed("b B 1")]);
    expect(roster.devices.get("a")!.problems[0]).toContain("it cannot be described");
    expect(titles()).toEqual(["B"]);
  });

  it("names what of a device cannot be offered", async () => {
    const part = await partOf("urn:example:a", "Hall");
    const unusable = {
      ...part,
      id: "urn:example:b",
      title: "Empty",
      southbound: { ...part.southbound, properties: {} },
    };
    const describe = () => ({ parts: [part, unusable], problems: ["input 2: is of no known type"] });
    await roster.become([{ key: "a", name: "A", revision: "1", describe }]);
    const { problems, things } = roster.devices.get("a")!;
    expect(things).toHaveLength(1);
    expect(problems).toHaveLength(2);
    expect(problems[1]).toContain("Empty: ");
  });

  it("takes everything back when it is stopped, also what is under way", async () => {
    const offering = roster.become(listed("a A 1", "b B 1"));
    await roster.stop();
    await offering;
    expect(titles()).toEqual([]);
    await roster.become(listed("c C 1"));
    expect(titles()).toEqual([]);
  });
});
