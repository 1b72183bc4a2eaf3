import type { EventEmitter } from "node:events";
import { createRequire } from "node:module";
import { mqttClient } from "@thingwright/binding-mqtt";
import { type ConsumedThing, Servient } from "@thingwright/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findMosquitto, type Mosquitto, startMosquitto } from "../../../binding-mqtt/test/interop/mosquitto.js";
import { sparkplugClient } from "../../src/index.js";

interface TahuMetric {
  readonly name: string;
  readonly type: string;
  readonly value: unknown;
}

interface TahuClient extends EventEmitter {
  publishNodeBirth(payload: object): void;
  publishDeviceBirth(device: string, payload: object): void;
  publishDeviceData(device: string, payload: object): void;
  publishDeviceDeath(device: string, payload: object): void;
  stop(): void;
}

const require = createRequire(new URL("../../../../interop/package.json", import.meta.url));
const mosquitto = findMosquitto();

if (mosquitto === undefined) it.skip("skipped: needs mosquitto", () => {});
else {
  describe("an edge node of Eclipse Tahu at mosquitto", () => {
    let broker: Mosquitto;
    let edgeNode: TahuClient;
    let servient: Servient;
    let thing: ConsumedThing;
    const commands: TahuMetric[] = [];
    const metrics = { temperature: 21.5, setpoint: 22 };

    const birth = (): void => {
      const timestamp = Date.now();
      const rebirth = { name: "Node Control/Rebirth", type: "Boolean", value: false };
      edgeNode.publishNodeBirth({ timestamp, metrics: [rebirth] });
      const own = Object.entries(metrics).map(([name, value]) => ({ name, type: "Float", value }));
      edgeNode.publishDeviceBirth("room", { timestamp, metrics: own });
    };

    beforeAll(async () => {
      broker = await startMosquitto(mosquitto);
      const { newClient } = require("sparkplug-client") as { newClient(options: object): TahuClient };
      edgeNode = newClient({
        serverUrl: broker.url,
        username: "",
        password: "",
        groupId: "plant",
        edgeNode: "floor-2",
        clientId: "tahu",
        version: "spBv1.0",
        publishDeath: true,
      });
      edgeNode.on("birth", birth);
      edgeNode.on("ncmd", birth);
      edgeNode.on("dcmd", (device: string, payload: { readonly metrics: readonly TahuMetric[] }) => {
        for (const metric of payload.metrics) {
          commands.push(metric);
          metrics.setpoint = metric.value as number;
          const data = [{ name: metric.name, type: "Float", value: metric.value }];
          edgeNode.publishDeviceData(device, { timestamp: Date.now(), metrics: data });
        }
      });
      await new Promise((resolve) => edgeNode.once("connect", resolve));
      servient = new Servient({
        clients: [sparkplugClient({ mqtt: mqttClient(), limits: { rebirthIntervalMs: 50 } })],
      });
      await servient.start();
      const ids = { "spb:group": "plant", "spb:edgeNode": "floor-2", "spb:device": "room" };
      const form = (metric: object) => [
        { href: broker.url, op: ["readproperty", "writeproperty", "observeproperty"], ...ids, ...metric },
      ];
      thing = servient.consume({
        "@context": ["https://www.w3.org/2022/wot/td/v1.1", { spb: "https://thingwright.org/ns/sparkplug#" }],
        title: "Room",
        securityDefinitions: { nosec: { scheme: "nosec" } },
        security: "nosec",
        properties: {
          temperature: { type: "number", observable: true, forms: form({ "spb:metric": "temperature" }) },
          setpoint: { type: "number", observable: true, forms: form({ "spb:metric": "setpoint" }) },
          online: { type: "boolean", observable: true, forms: form({ "spb:online": true }) },
        },
      } as never) as ConsumedThing;
    });

    afterAll(async () => {
      await servient.stop();
      edgeNode.stop();
      await broker[Symbol.asyncDispose]();
    });

    it("is read after the rebirth that it is asked for", async () => {
      expect(await thing.read("temperature")).toBe(21.5);
      expect(await thing.read("online")).toBe(true);
    });

    it("is observed", async () => {
      const values = thing.observe("temperature");
      expect((await values.next()).value).toBe(21.5);
      const data = [{ name: "temperature", type: "Float", value: 23.5 }];
      edgeNode.publishDeviceData("room", { timestamp: Date.now(), metrics: data });
      expect((await values.next()).value).toBe(23.5);
      await values.return();
    });

    it("takes commands, and what it makes of them is observed", async () => {
      const values = thing.observe("setpoint");
      await values.next();
      await thing.write("setpoint", 19.5);
      expect((await values.next()).value).toBe(19.5);
      expect(commands).toMatchObject([{ name: "setpoint", type: "Float", value: 19.5 }]);
      await values.return();
    });

    it("is away with the death of its device", async () => {
      edgeNode.publishDeviceDeath("room", { timestamp: Date.now() });
      await expect.poll(() => thing.read("online")).toBe(false);
    });
  });
}
