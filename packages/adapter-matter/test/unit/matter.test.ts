import type { DeviceChange } from "@thingwright/adapter-core";
import { memoryClient, memoryNetwork, memoryServer } from "@thingwright/binding-memory";
import { type ConsumedThing, Servient } from "@thingwright/core";
import { afterEach, describe, expect, it } from "vitest";
import { type Matter, type MatterOptions, matter } from "../../src/index.js";
import { bridged, colourLight, fresh, root, temperature } from "../support/endpoints.js";
import { PlayedNode } from "../support/played-node.js";
import { PlayedNodes } from "../support/played-nodes.js";

const lampId = "0000000000000001";
const onOff = { endpoint: 1, cluster: 6 };
const levelControl = { endpoint: 1, cluster: 8 };

let house: Servient | undefined;
let adapter: Matter | undefined;
let nodes: PlayedNodes;
let changes: string[];

async function start(played: readonly PlayedNode[], options: Partial<MatterOptions> = {}): Promise<Matter> {
  const network = memoryNetwork();
  house = new Servient({ clients: [memoryClient(network)], servers: [memoryServer(network, { name: "house" })] });
  await house.start();
  nodes = new PlayedNodes(...played);
  changes = [];
  const onChange = ({ kind, device }: DeviceChange) => changes.push(`${kind} ${device.name}`);
  adapter = await matter(house, { nodes, onChange, limits: { settleMs: 5 }, ...options });
  return adapter;
}

afterEach(async () => {
  await adapter?.stop();
  await house?.stop();
  adapter = house = undefined;
});

const lamp = (label = "Desk"): PlayedNode => new PlayedNode(lampId, [fresh(root(label)), colourLight()]);
const thing = (title: string): ConsumedThing => {
  const description = [...adapter!.discover()].find((each) => each.title === title);
  return house!.consume(description!) as ConsumedThing;
};
const until = (holds: () => unknown) => expect.poll(async () => holds(), { timeout: 5_000, interval: 5 }).toBeTruthy();
const failureOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "none",
    (error: { readonly problem?: { readonly code: string } }) => error.problem?.code ?? String(error),
  );

describe("the nodes of a fabric", () => {
  it("are read, written, observed and invoked as Things of the common API", async () => {
    const node = lamp();
    node.onCommand = (place, command) => node.change(place, command === "on" ? { onOff: true } : {});
    await start([node]);
    const desk = thing("Desk");
    expect(await desk.read("on")).toBe(false);
    expect(await desk.read("brightness")).toBe(50);
    expect(await desk.read("colorTemperature")).toBe(4000);
    expect(await desk.read("firmwareVersion")).toBe("1.2.3");
    const values = desk.observe("brightness");
    const next = values.next();
    await values.ready;
    node.change(levelControl, { currentLevel: 254 });
    expect(await next).toMatchObject({ value: 100 });
    await desk.write("on", true);
    await desk.write("brightness", 0);
    await desk.write("colorXy", { x: 0.64, y: 0.33 });
    await desk.write("onOff_startUpOnOff", 1);
    await desk.invoke("identify");
    await desk.invoke("onOff_toggle");
    const option = '"optionsMask":{"executeIfOff":true},"optionsOverride":{"executeIfOff":true}';
    expect(node.log.filter((line) => !line.startsWith("read"))).toEqual([
      "on {}",
      `moveToLevel {"transitionTime":null,${option},"level":1}`,
      `moveToColor {"transitionTime":0,${option},"colorX":41943,"colorY":21627}`,
      'write {"startUpOnOff":1}',
      'identify {"identifyTime":10}',
      "toggle {}",
    ]);
    expect(await desk.read("onOff_startUpOnOff")).toBe(1);
    await values.return?.();
  });

  it("answer from memory while the subscription lives, and ask the node for nothing", async () => {
    const node = lamp();
    await start([node]);
    const desk = thing("Desk");
    await Promise.all(["on", "brightness", "colorXy"].map((name) => desk.read(name)));
    node.change(onOff, { onOff: true });
    await until(async () => (await desk.read("on")) === true);
    expect(node.log).toEqual([]);
  });

  it("are unavailable while they are away, others are not, and have fresh values when they are back", async () => {
    const other = new PlayedNode("0000000000000002", [fresh(root("Hall")), colourLight()]);
    const node = lamp();
    await start([node, other]);
    const [desk, hall] = [thing("Desk"), thing("Hall")];
    expect(await desk.read("on")).toBe(false);
    node.lose();
    await until(async () => (await failureOf(desk.read("on"))) === "WOT_UNAVAILABLE");
    expect(await failureOf(desk.write("on", true))).toBe("WOT_UNAVAILABLE");
    expect(await hall.read("on")).toBe(false);
    node.endpoints[1]!.clusters[1]!.values!.onOff = true;
    node.comeBack();
    await until(async () => (await failureOf(desk.read("on"))) === "none");
    expect(await desk.read("on")).toBe(true);
  });

  it("are offered though they are away from the start, and work once they come", async () => {
    const node = lamp();
    node.lose();
    await start([node]);
    const desk = thing("Desk");
    expect(await failureOf(desk.read("on"))).toBe("WOT_UNAVAILABLE");
    node.comeBack();
    await until(async () => (await failureOf(desk.read("on"))) === "none");
  });

  it("refuse with their own status in the cause, and nobody else's", async () => {
    const node = lamp();
    await start([node]);
    node.refuse("ResourceExhausted");
    expect(await failureOf(thing("Desk").write("on", true))).toBe("WOT_REMOTE");
    expect(await thing("Desk").read("brightness")).toBe(50);
  });

  it("that say nonsense disturb nothing else of themselves", async () => {
    const node = lamp();
    await start([node]);
    const desk = thing("Desk");
    expect(await desk.read("brightness")).toBe(50);
    node.change(levelControl, { currentLevel: "bright" });
    await until(async () => (await failureOf(desk.read("brightness"))) === "WOT_PROTOCOL");
    expect(await desk.read("on")).toBe(false);
    node.change(levelControl, { currentLevel: 254 });
    await until(async () => (await failureOf(desk.read("brightness"))) === "none");
    expect(await desk.read("brightness")).toBe(100);
  });

  it("are renamed by their label, with the same id", async () => {
    const node = lamp();
    await start([node]);
    const { id } = thing("Desk").description;
    node.change({ endpoint: 0, cluster: 0x28 }, { nodeLabel: "Table" });
    await until(() => changes.includes("renamed Table"));
    expect(thing("Table").description.id).toBe(id);
    expect(id).toBe(`urn:matter:00000000000000ff-${lampId}`);
  });

  it("join by their code and leave", async () => {
    await start([]);
    nodes.waiting.set("MT:X", lamp());
    expect(await adapter!.commission("MT:X")).toBe(lampId);
    expect(await thing("Desk").read("on")).toBe(false);
    await adapter!.decommission(lampId);
    expect([...adapter!.discover()]).toEqual([]);
    expect(changes).toEqual(["joined Desk", "left Desk"]);
    await expect(adapter!.decommission(lampId)).rejects.toThrow("no node");
    await expect(adapter!.commission("nonsense")).rejects.toThrow("no code");
    expect(await adapter!.commissionable()).toHaveLength(1);
  });

  it("let go of everything when the adapter stops", async () => {
    const node = lamp();
    await start([node]);
    await thing("Desk").read("on");
    await adapter!.stop();
    expect([node.listeners, nodes.isStopped]).toEqual([0, true]);
    await adapter!.stop();
  });

  it("are as many as maxDevices says", async () => {
    const other = new PlayedNode("0000000000000002", [fresh(root("Hall")), colourLight()]);
    await start([lamp(), other], { limits: { maxDevices: 1 } });
    expect([...adapter!.devices.values()].map(({ name }) => name)).toEqual(["Desk"]);
    expect(adapter!.unoffered).toHaveLength(1);
    expect(adapter!.unoffered[0]!.why).toContain("maxDevices");
  });
});

describe("devices behind a bridge", () => {
  const cellar = bridged(3, "Cellar", [0x302], [temperature(1275)]);
  const hall = bridged(4, "Hall", [0x302], [temperature(2000)]);
  const bridge = (...parts: readonly (typeof cellar)[]) => [
    fresh(root("Bridge")),
    { number: 1, deviceTypes: [0xe], parts: parts.map(({ number }) => number), clusters: [] },
    ...parts.map(fresh),
  ];

  it("join and leave while the others go on", async () => {
    const node = new PlayedNode("000000000000000b", bridge(cellar));
    await start([node]);
    expect(await thing("Cellar").read("temperature")).toBe(12.75);
    node.revise(bridge(cellar, hall));
    await until(() => changes.includes("joined Hall"));
    expect(await thing("Hall").read("temperature")).toBe(20);
    node.revise(bridge(hall));
    await until(() => changes.includes("left Cellar"));
    expect(changes).toEqual(["joined Bridge", "joined Cellar", "joined Hall", "left Cellar"]);
  });

  it("are unavailable while their bridge says that they are not reachable", async () => {
    const node = new PlayedNode("000000000000000b", bridge(cellar, hall));
    await start([node]);
    const reachable = (value: boolean) => node.change({ endpoint: 3, cluster: 0x39 }, { reachable: value });
    expect(await thing("Cellar").read("temperature")).toBe(12.75);
    reachable(false);
    await until(async () => (await failureOf(thing("Cellar").read("temperature"))) === "WOT_UNAVAILABLE");
    expect(await thing("Hall").read("temperature")).toBe(20);
    reachable(true);
    await until(async () => (await failureOf(thing("Cellar").read("temperature"))) === "none");
  });
});
