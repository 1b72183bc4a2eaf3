import { memoryClient, memoryNetwork, memoryServer } from "@thingwright/binding-memory";
import { FakeClock, settled } from "@thingwright/contract-tests";
import { type ConsumedThing, Servient } from "@thingwright/core";
import { NetworkError } from "@thingwright/errors";
import type { ThingDescription } from "@thingwright/td";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Opcua, type OpcuaOptions, opcua, opcuaPlugin } from "../../src/index.js";
import { bad, type FakeNode, FakeServer } from "../support/fake-server.js";
import { celsius, folder, id, object, percent, room, unit, variable } from "../support/nodes.js";

let server: FakeServer;
let house: Servient;
let clock: FakeClock;
let adapter: Opcua | undefined;
let changes: string[];

beforeEach(async () => {
  const network = memoryNetwork();
  house = new Servient({ clients: [memoryClient(network)], servers: [memoryServer(network, { name: "house" })] });
  await house.start();
  clock = new FakeClock();
  changes = [];
});

afterEach(async () => {
  await adapter?.stop();
  adapter = undefined;
  await house.stop();
});

async function offer(roots: FakeNode[], options: Partial<OpcuaOptions> = {}): Promise<Opcua> {
  server = new FakeServer(roots);
  adapter = await opcua(house, {
    url: "opc.tcp://192.0.2.7:4840",
    security: "None",
    sessions: server,
    clock,
    random: () => 1,
    onChange: ({ kind, device }) => changes.push(`${kind} ${device.name}`),
    ...options,
  });
  await settled();
  return adapter;
}

const described = (title: string): ThingDescription => [...adapter!.discover()].find((each) => each.title === title)!;
const thing = (title: string): ConsumedThing => house.consume(described(title)) as ConsumedThing;
const modelOf = (title: string): string | undefined =>
  described(title)
    .links?.find(({ rel }) => rel === "type")
    ?.href.replace(/^.*\/(.*)\.tm\.json$/, "$1");

describe("the objects of an OPC UA server", () => {
  it("are Things of the common models by their names and units, and are read, written and observed", async () => {
    await offer([folder("Plant", [room()])]);
    expect(modelOf("Room")).toBe("thermostat");
    expect(await thing("Room").read("roomTemperature")).toBe(21.5);
    expect(await thing("Room").read("mode")).toBe("heat");
    expect(await thing("Room").read("Vendor")).toBe("ACME");
    await thing("Room").write("mode", "cool");
    expect(server.valueOf(id("Room/Mode")).value).toBe(2);
    await expect(thing("Room").write("targetTemperature", 36)).rejects.toMatchObject({ code: "WOT_DATA_INVALID" });
    server.set(id("Room/RoomTemperature"), 22.5);
    await settled();
    expect(await thing("Room").read("roomTemperature")).toBe(22.5);
  });

  it("tell when their values were measured, where that is asked for", async () => {
    await offer([room()], { valueTimes: true });
    server.node(id("Room/RoomTemperature"))!.time = "1970-01-01T00:00:01.000Z";
    await clock.advance(2_000);
    server.set(id("Room/RoomTemperature"), 19);
    await settled();
    expect(await thing("Room").read("roomTemperature")).toBe(19);
    expect(await thing("Room").read("valueTimes")).toMatchObject({ roomTemperature: "1970-01-01T00:00:01.000Z" });
    await thing("Room").write("targetTemperature", 23);
    await thing("Room").write("mode", "auto");
    expect(server.valueOf(id("Room/Setpoint")).value).toBe(23);
    expect(server.valueOf(id("Room/Mode")).value).toBe(3);
    await expect(thing("Room").write("targetTemperature", 36)).rejects.toMatchObject({ code: "WOT_DATA_INVALID" });
  });

  it("keep the ids of their nodes", async () => {
    await offer([room()]);
    expect(described("Room").id).toBe("urn:opcua:urn%3Aexample%3Aserver:nsu%3Durn%3Aexample%3Bs%3DRoom");
  });

  it.each([
    [
      "a climate sensor",
      [
        ["Temperature", celsius],
        ["Humidity", percent],
      ],
      "climate-sensor",
    ],
    [
      "a meter",
      [
        ["ActivePower", { EngineeringUnits: unit("KWT", "kW") }],
        ["EnergyTotal", { EngineeringUnits: unit("KWH", "kWh") }],
      ],
      "electricity-meter",
    ],
    ["a sensor of CO₂", [["CO2", { EngineeringUnits: unit("59", "ppm") }]], "carbon-dioxide-sensor"],
    ["a pump", [["Speed", { EngineeringUnits: unit("RPM", "1/min") }]], undefined],
    [
      "limits alone",
      [
        ["MaxTemperature", celsius],
        ["TemperatureSetpointLow", celsius],
      ],
      undefined,
    ],
  ] as const)("are %s", async (_what, variables, model) => {
    await offer([
      object(
        "Device",
        variables.map(([name, properties]) => variable(`Device/${name}`, 1, { properties })),
      ),
    ]);
    expect(modelOf("Device")).toBe(model);
  });

  it("have what no model has a word for in the server's own", async () => {
    await offer([
      object("Valve", [
        variable("Valve/State", 0, { dataType: "i=6", properties: { EnumStrings: ["Shut", "Ajar"] } }),
        variable("Valve/Odd", 0, { dataType: "i=6", properties: { EnumStrings: ["Same", "Same"] } }),
        variable("Valve/Label ä/1", "x", { isWritable: true }),
      ]),
    ]);
    const { properties } = described("Valve");
    expect(properties!.State).toMatchObject({ type: "string", enum: ["Shut", "Ajar"], readOnly: true });
    expect(properties!.Odd).toMatchObject({ type: "integer" });
    expect(await thing("Valve").read("State")).toBe("Shut");
    expect(Object.keys(properties!)).toContain("1");
  });

  it("are what a template says", async () => {
    const plc = object("Plc", [
      object("Plc/A", [variable("Plc/A/x1", 0), variable("Plc/A/x2", 5), variable("Plc/A/x3", true)]),
      variable("Plc/Uptime", 1),
    ]);
    await offer([plc], {
      things: [
        {
          path: "Plc/*",
          model: "dimmable-light",
          properties: {
            on: "x3",
            brightness: { path: "x2", range: { vendor: [0, 10], model: [0, 100] } },
            power: { path: "gone" },
          },
        },
      ],
    });
    expect(modelOf("A")).toBe("dimmable-light");
    expect(await thing("A").read("brightness")).toBe(50);
    expect(await thing("A").read("on")).toBe(true);
    expect(await thing("A").read("x1")).toBe(0);
    expect([...adapter!.devices.values()].flatMap(({ problems }) => problems)).toEqual([
      "power: there is no variable gone",
    ]);
    expect(await thing("Plc").read("Uptime")).toBe(1);
  });

  it("are those below the roots, without those that are hidden", async () => {
    await offer([folder("East", [room("E1"), room("E2")]), folder("West", [room("W1")])], {
      roots: ["East", "Nowhere", id("West")],
      things: [{ path: "E2", isHidden: true }],
    });
    expect([...adapter!.discover()].map(({ title }) => title)).toEqual(["E1", "W1"]);
    expect(adapter!.unoffered).toEqual([{ key: "Nowhere", why: "there is no such node" }]);
  });

  it("join, leave and change while all others go on", async () => {
    await offer([room("A"), room("B")]);
    changes.length = 0;
    server.roots.splice(0, 1, room("C"));
    server.roots[0]!.children!.push(variable("B/New", 1));
    await clock.advance(600_000);
    expect(changes).toEqual(["left A", "joined C"]);
    server.roots.find(({ name }) => name === "B")!.children!.push(variable("B/Newer", 1));
    server.happen("i=2253", { type: "i=2133" });
    await clock.advance(1_000);
    expect(changes).toEqual(["left A", "joined C", "redefined B"]);
  });

  it("are away with the server, and back with it", async () => {
    await offer([room()]);
    server.away = new NetworkError("WOT_NETWORK", "away");
    server.end();
    await settled();
    await expect(thing("Room").read("mode")).rejects.toMatchObject({
      status: expect.stringMatching(/503|WOT_UNAVAILABLE|5.03/),
    });
    server.away = undefined;
    server.node(id("Room/Mode"))!.value = 2;
    await clock.advance(5_000);
    expect(await thing("Room").read("mode")).toBe("cool");
  });

  it("lie without disturbing others", async () => {
    await offer([room()]);
    server.set(id("Room/Mode"), 9);
    await settled();
    await expect(thing("Room").read("mode")).rejects.toMatchObject({ code: "WOT_REMOTE" });
    expect(await thing("Room").read("roomTemperature")).toBe(21.5);
    server.set(id("Room/RoomTemperature"), null, bad("BadDeviceFailure"));
    await settled();
    server.set(id("Room/Mode"), 1);
    await settled();
    expect(await thing("Room").read("mode")).toBe("heat");
  });

  it("are not offered by an address that is none, or a server that is away", async () => {
    await expect(offer([], { url: "http://192.0.2.7" })).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
    await expect(offer([], { things: [{}] })).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
    server = new FakeServer([]);
    server.away = new NetworkError("WOT_NETWORK", "away");
    await expect(opcua(house, { url: "opc.tcp://192.0.2.7", sessions: server, clock })).rejects.toMatchObject({
      code: "WOT_NETWORK",
    });
  });

  it("are spoken to as a user whose password is among the credentials", async () => {
    await expect(offer([], { user: "UserName" })).rejects.toThrow(/no credentials for urn:opcua:/);
    const credentials = { get: () => ({ username: "anna", password: "secret" }) };
    await offer([room()], { user: "UserName", credentials, security: "SignAndEncrypt" });
    expect(await thing("Room").read("mode")).toBe("heat");
    expect(new Set(server.connections.map((each) => JSON.stringify(each)))).toEqual(
      new Set([
        '{"url":"opc.tcp://192.0.2.7:4840","mode":"SignAndEncrypt","identity":{"user":{"name":"anna","password":"secret"}}}',
      ]),
    );
  });
});

describe("the plugin", () => {
  it("takes entries without secrets", () => {
    expect(opcuaPlugin.name).toBe("opcua");
    expect(opcuaPlugin.keyOf({ url: "opc.tcp://a" })).toBe("opc.tcp://a");
    expect(JSON.stringify(opcuaPlugin.entrySchema)).not.toMatch(/password/i);
  });
});
