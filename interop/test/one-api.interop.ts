import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { bacnet } from "@thingwright/adapter-bacnet";
import { hue } from "@thingwright/adapter-hue";
import { knx, readKnxProject } from "@thingwright/adapter-knx";
import { matter, matterController } from "@thingwright/adapter-matter";
import { modbus, registerMap } from "@thingwright/adapter-modbus";
import { shelly } from "@thingwright/adapter-shelly";
import { zigbee2mqtt } from "@thingwright/adapter-zigbee2mqtt";
import { httpClient, httpServer } from "@thingwright/binding-http";
import { embeddedBroker, mqttClient } from "@thingwright/binding-mqtt";
import { Servient } from "@thingwright/core";
import { memoryCredentials } from "@thingwright/security";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FakeBridge } from "../../packages/adapter-hue/test/support/fake-bridge.js";
import { house as hueResources } from "../../packages/adapter-hue/test/support/resources.js";
import { FakeShelly } from "../../packages/adapter-shelly/test/support/fake-shelly.js";
import { zigbeeDefinitions } from "../../tools/zigbee-definitions.mjs";
import { BacpypesDevice, hasBacpypes } from "./support/bacpypes.js";
import { hasKnxd, Knxd, ToolDevice } from "./support/knxd.js";
import { MatterDevices, OwnLink } from "./support/matter-devices.js";
import { until } from "./support/northbound.js";
import { PlayedZigbee } from "./support/played-zigbee.js";
import { hasMbpoll, hasPymodbus, PymodbusSlave } from "./support/pymodbus.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What a device itself has, and what it is to have after the program. */
interface Outcome {
  has(): unknown;
  readonly wanted: unknown;
}

/** A way to bring a device into the house. */
interface Way {
  readonly what: string;
  /** Why it cannot be gone here; `undefined` where it can. */
  readonly lacks: string | undefined;
  begin(house: Servient, onEnd: (end: () => unknown) => void): Promise<Outcome>;
}

const link = OwnLink.make();
const bulb = zigbeeDefinitions().find(({ vendor, model }) => vendor === "IKEA" && model === "LED1624G9")!;
const valve = zigbeeDefinitions().find(({ vendor, model }) => vendor === "Danfoss" && model === "014G2461")!;

/** As ETS exports it. */
const knxExport = `<?xml version="1.0" encoding="utf-8"?>
<GroupAddress-Export xmlns="http://knx.org/xml/ga-export/01">
  <GroupRange Name="House" RangeStart="2048" RangeEnd="14335">
    <GroupAddress Name="Kitchen light switch" Address="1/0/1" DPTs="DPST-1-1" />
    <GroupAddress Name="Kitchen light brightness" Address="1/2/1" DPTs="DPST-5-1" />
    <GroupAddress Name="Kitchen light brightness status" Address="1/3/1" DPTs="DPST-5-1" />
  </GroupRange>
</GroupAddress-Export>`;

const lightOfShelly = {
  id: "shellydimmerg3-b08184ee1234",
  name: "Stairs",
  status: { sys: { mac: "B08184EE1234" }, "light:0": { id: 0, source: "init", output: true, brightness: 80 } },
};

const ways: readonly Way[] = [
  {
    what: "a Hue lamp",
    lacks: undefined,
    async begin(house, onEnd) {
      const bridge = await FakeBridge.start({ resources: hueResources });
      const adapter = await hue(house, { url: bridge.url });
      onEnd(() => adapter.stop().then(() => bridge[Symbol.asyncDispose]()));
      await bridge.untilHeard();
      const lamp = hueResources.find(({ type, dimming }) => type === "light" && dimming !== undefined)!;
      return { has: () => bridge.resources.get(lamp.id)!.dimming, wanted: expect.objectContaining({ brightness: 30 }) };
    },
  },
  {
    what: "a Zigbee lamp and a Zigbee thermostat",
    lacks: undefined,
    async begin(house, onEnd) {
      const broker = await embeddedBroker({ port: 0 });
      const played = await PlayedZigbee.start(broker.localUrl, [bulb, valve]);
      const adapter = await zigbee2mqtt(house, { broker: broker.localUrl });
      onEnd(async () => {
        await adapter.stop();
        await played[Symbol.asyncDispose]();
        await broker.close();
      });
      await played.reportAll();
      return {
        has: () => [played.stateOf("device-0").brightness, played.stateOf("device-1").occupied_heating_setpoint],
        wanted: [76.2, 21.5],
      };
    },
  },
  {
    what: "a Matter lamp",
    lacks: link === undefined ? "the program ip, and root" : undefined,
    async begin(house, onEnd) {
      const folder = mkdtempSync(join(tmpdir(), "one-api-"));
      const devices = await MatterDevices.start(join(folder, "light"), link!, ["light"]);
      const importModule = (name: string): Promise<unknown> => import(name);
      const nodes = await matterController({
        folder: join(folder, "fabric"),
        networkInterface: link!.name,
        importModule,
      });
      const adapter = await matter(house, { nodes, limits: { settleMs: 100 } });
      onEnd(async () => {
        await adapter.stop();
        await devices.kill();
        rmSync(folder, { recursive: true, force: true });
      });
      await adapter.commission(devices.codes.get("light")!.qr);
      await until(() => [...adapter.discover()].length === 1);
      await devices.ask("set", { part: "light.main", cluster: "onOff", attributes: { onOff: true } });
      const level = { part: "light.main", cluster: "levelControl", attribute: "currentLevel" };
      return { has: () => devices.ask("get", level), wanted: 77 };
    },
  },
  {
    what: "a KNX dimmer",
    lacks: hasKnxd ? undefined : "knxd and knxtool",
    async begin(house, onEnd) {
      const knxd = await Knxd.start();
      const device = new ToolDevice(knxd);
      device.values.set("1/0/1", "1").set("1/3/1", "ff");
      device.statuses.set("1/2/1", "1/3/1");
      await device.begin();
      const project = await readKnxProject(new TextEncoder().encode(knxExport));
      const adapter = await knx(house, { bus: `knx://127.0.0.1:${knxd.port}`, project });
      onEnd(async () => {
        await adapter.stop();
        device.end();
        await knxd.end();
      });
      return { has: () => device.values.get("1/3/1"), wanted: "4d" };
    },
  },
  {
    what: "a Modbus dimmer and a Modbus thermostat",
    lacks: hasPymodbus && hasMbpoll ? undefined : "pymodbus and mbpoll",
    async begin(house, onEnd) {
      const slave = await PymodbusSlave.start();
      const device = (unitId: number, title: string, map: "beca/bht-006" | "wiren-board/wb-mdm3") => ({
        ...{ id: `urn:example:modbus-${unitId}`, title, host: "127.0.0.1", port: slave.port, unitId },
        map: registerMap(map),
      });
      const devices = [device(2, "Office", "beca/bht-006"), device(3, "Dimmer", "wiren-board/wb-mdm3")];
      const adapter = await modbus(house, { devices });
      onEnd(() => adapter.stop().then(() => slave.end()));
      return { has: () => [slave.polled(3, "4", 0), slave.polled(2, "4", 4)], wanted: ["30", "215"] };
    },
  },
  {
    what: "a Shelly",
    lacks: undefined,
    async begin(house, onEnd) {
      const device = await FakeShelly.start(lightOfShelly);
      const adapter = await shelly(house, { addresses: [device.address] });
      onEnd(() => adapter.stop().then(() => device[Symbol.asyncDispose]()));
      await device.untilHeard();
      return { has: () => device.status["light:0"]!.brightness, wanted: 30 };
    },
  },
  {
    what: "a BACnet thermostat",
    lacks: hasBacpypes ? undefined : "bacpypes3",
    async begin(house, onEnd) {
      const device = await BacpypesDevice.start(5);
      const place = { address: "127.0.0.1", port: 0, broadcast: "127.0.0.1:9", addresses: [device.address] };
      const adapter = await bacnet(house, place);
      onEnd(() => adapter.stop().then(() => device.end()));
      return { has: async () => (await device.tell("R101.RoomTempSetpoint")).value, wanted: 21.5 };
    },
  },
];

describe("one program", () => {
  const gone = ways.filter(({ lacks }) => lacks === undefined);
  const ends: (() => unknown)[] = [];
  const outcomes = new Map<string, Outcome>();
  let said: string;

  beforeAll(async () => {
    const house = new Servient({
      clients: [httpClient(), mqttClient()],
      servers: [httpServer({ port: 0, address: "127.0.0.1" })],
      credentials: memoryCredentials({ "urn:hue:bridge": { application_key: { apiKey: "key" } } }),
    });
    await house.start();
    ends.push(() => house.stop());
    await Promise.all(gone.map(async (way) => outcomes.set(way.what, await way.begin(house, (end) => ends.push(end)))));
    const program = ["tools/run-on-sources.mjs", "examples/one-api.ts", `${house.addresses()[0]}/things`];
    said = (await promisify(execFile)(process.execPath, program, { cwd: root })).stdout;
  });

  afterAll(async () => {
    for (const end of ends.reverse()) await end();
    link?.[Symbol.dispose]();
  });

  for (const { what, lacks } of ways) {
    if (lacks !== undefined) {
      it.skip(`sets ${what} (skipped: needs ${lacks})`, () => {});
      continue;
    }
    it(`sets ${what}`, async () => {
      const { has, wanted } = outcomes.get(what)!;
      await expect.poll(has, { timeout: 5_000, interval: 20 }).toEqual(wanted);
    });
  }

  it("says what it found of each", () => {
    expect(said.match(/brightness: 30\b/g)!.length).toBeGreaterThanOrEqual(4);
    expect(said).toContain("targetTemperature: 21.5");
  });
});
