import { httpClient } from "@thingwright/binding-http";
import { memoryClient, memoryNetwork, memoryServer } from "@thingwright/binding-memory";
import { modbusClient } from "@thingwright/binding-modbus";
import { embeddedBroker, mqttClient } from "@thingwright/binding-mqtt";
import { Servient } from "@thingwright/core";
import { memoryCredentials } from "@thingwright/security";
import { simulatedBuilding } from "@thingwright/simulator";
import { instantiate, parseThingDescriptionOrThrow } from "@thingwright/td";
import { deviceDescription, thingModel } from "@thingwright/thing-descriptions";
import { expect, it } from "vitest";
import { bridge } from "../src/index.js";

it("works", async () => {
  const broker = await embeddedBroker({ port: 0, address: "127.0.0.1" } as never);
  const building = await simulatedBuilding({ seed: 1, mqttUrl: broker.url });
  const network = memoryNetwork();
  const house = new Servient({
    clients: [httpClient(), modbusClient(), mqttClient(), memoryClient(network)],
    servers: [memoryServer(network, { name: "house" })],
    credentials: memoryCredentials({ "*": { hub_key: { apiKey: building.lightingHub.applicationKey } } } as never),
  });
  await house.start();
  const logger = { debug() {}, info() {}, warn: (m: string, c: unknown) => console.log(m, c), error: console.log };
  const make = (device: never, model: never, placeholders: never) =>
    bridge(house, parseThingDescriptionOrThrow(instantiate(deviceDescription(device), { placeholders })), {
      as: thingModel(model),
      logger,
    });
  const lamp = await make(
    "lumenhaus/lh-c9" as never,
    "colour-light" as never,
    { HUB_URL: building.lightingHub.url, LIGHT_ID: "3" } as never,
  );
  const hvac = await make(
    "nordklima/fan-coil-unit" as never,
    "air-conditioner" as never,
    { HOST: building.hvac.host, PORT: building.hvac.port, UNIT_ID: building.hvac.unitId } as never,
  );
  const { baseTopic, names } = building.mqtt;
  const climate = await make(
    "zb/climate-sensor" as never,
    "climate-sensor" as never,
    { MQTT_URL: building.mqtt.url, TOPIC: `${baseTopic}/${names.climate}` } as never,
  );
  const contact = await make(
    "zb/contact-sensor" as never,
    "contact-sensor" as never,
    { MQTT_URL: building.mqtt.url, TOPIC: `${baseTopic}/${names.contact}` } as never,
  );
  const client = (b: typeof lamp) => house.consume(b.thing.description);
  console.log("lamp", await client(lamp).readAll());
  const changes: unknown[] = [];
  const obs = client(lamp).observe("brightness");
  await obs.ready;
  (async () => {
    for await (const v of obs) changes.push(v);
  })();
  await new Promise((r) => setTimeout(r, 300));
  await client(lamp).write("on", true);
  await client(lamp).write("brightness", 50);
  await client(lamp).write("colorXy", { x: 0.5, y: 0.4 });
  await client(lamp).invoke("identify");
  console.log("lamp", await client(lamp).readAll(), changes);
  console.log(
    (building.devices.get("lighting-hub") as never as { lights: Map<string, { document(): unknown }> }).lights
      .get("3")!
      .document(),
  );
  // vendor-side change comes by SSE
  await fetch(`${building.lightingHub.url}/api/lights/3/state`, {
    method: "PUT",
    headers: { "lumen-application-key": building.lightingHub.applicationKey },
    body: JSON.stringify({ bri: 10 }),
  });
  await new Promise((r) => setTimeout(r, 100));
  console.log("after vendor change", await client(lamp).read("brightness"), changes);
  console.log("hvac", await client(hvac).readAll());
  await client(hvac).write("targetTemperature", 23.5);
  await client(hvac).write("mode", "heat");
  await client(hvac).invoke("resetFilter");
  console.log("hvac", await client(hvac).readAll());
  console.log("climate", await client(climate).readAll());
  console.log("contact", await client(contact).readAll());
  for (const fault of ["offline", "garbage", "wrong-type"] as const) {
    for (const [id, b, p] of [
      ["lighting-hub", lamp, "brightness"],
      ["hvac-unit", hvac, "roomTemperature"],
      [names.climate, climate, "temperature"],
    ] as const) {
      const faults = building.faults.get(id)! as never as {
        enable(n: string): void;
        disable(n: string): void;
        set?: unknown;
      };
      console.log(id, Object.getOwnPropertyNames(Object.getPrototypeOf(faults)).join());
      faults.enable(fault);
      await new Promise((r) => setTimeout(r, 1500));
      const t = Date.now();
      console.log(
        fault,
        id,
        await client(b)
          .read(p, { timeoutMs: 9000 })
          .catch((e) => [e.code, e.message, e.problem?.status]),
        Date.now() - t,
      );
      faults.disable(fault);
      await new Promise((r) => setTimeout(r, 1500));
      console.log(
        "  back",
        await client(b)
          .read(p)
          .catch((e) => [e.code, e.message]),
      );
    }
  }
  await Promise.all([lamp, hvac, climate, contact].map((b) => b.stop()));
  await house.stop();
  await building.stop();
  await broker.close();
}, 60_000);
