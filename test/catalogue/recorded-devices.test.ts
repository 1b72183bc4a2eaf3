import { httpServer } from "@thingwright/binding-http";
import { type EmbeddedBroker, embeddedBroker, mqttClient } from "@thingwright/binding-mqtt";
import { runConformance } from "@thingwright/conformance";
import { Servient } from "@thingwright/core";
import { type Bridge, bridge } from "@thingwright/mapping";
import { parseRecording, RecordedDevice, scaledClock, site } from "@thingwright/simulator";
import { sparkplug, sparkplugClient } from "@thingwright/sparkplug";
import { instantiate, parseThingDescriptionOrThrow } from "@thingwright/td";
import {
  deviceDescription,
  type RecordedName,
  recordedNames,
  recordedTraffic,
  thingModel,
} from "@thingwright/thing-descriptions";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { examplesOf } from "../device-catalogue/families/catalogue-devices.js";

let broker: EmbeddedBroker;
let house: Servient;
beforeAll(async () => {
  broker = await embeddedBroker({ port: 0 });
  house = new Servient({
    clients: [sparkplugClient({ mqtt: mqttClient(), limits: { rebirthIntervalMs: 10 } })],
    servers: [httpServer({ port: 0 })],
  });
  await house.start();
});
afterAll(async () => {
  await house.stop();
  await broker.close();
});

/** Plays the recording of a device, under the names that it was recorded with. */
async function played(name: RecordedName): Promise<RecordedDevice> {
  const player = new RecordedDevice(site({ clock: scaledClock(), seed: 1 }), {
    id: name,
    recording: parseRecording(recordedTraffic(name)),
    mqttUrl: broker.localUrl,
    reconnectMs: 10,
    codecs: [sparkplug()],
  });
  await player.start();
  return player;
}

async function bridged(name: RecordedName): Promise<Bridge> {
  const [header = "{}"] = recordedTraffic(name).split("\n");
  const { model, placeholders } = examplesOf(name);
  const southbound = instantiate(deviceDescription(name), {
    id: `urn:example:${name}#southbound`,
    placeholders: { ...placeholders, ...JSON.parse(header).placeholders, MQTT_URL: broker.localUrl },
  });
  return await bridge(house, parseThingDescriptionOrThrow(southbound), {
    as: await thingModel(model),
    id: `urn:example:${name}`,
    title: name,
  });
}

/** Every property has been heard of. */
const known = ({ thing, device }: Bridge) =>
  vi.waitFor(async () => {
    for (const [name, { writeOnly }] of Object.entries(thing.description.properties ?? {})) {
      if (writeOnly !== true) await device.read(name);
    }
  }, 5_000);

/** This is the evidence that `docs/devices/evidence.json` names: a device whose traffic is played this way is silver. */
describe("a recorded device", () => {
  it.each(recordedNames)("%s is judged to do what its Thing Description says", async (name) => {
    const player = await played(name);
    const running = await bridged(name);
    try {
      await known(running);
      const [base = ""] = house.addresses();
      const slug = running.thing.description.forms![0]!.href;
      const { things } = await runConformance(new URL(slug, base).href.replace(/\/properties.*$/, ""), {
        requestsPerSecond: 10_000,
        skip: ["http-sse-profile-*"],
      });
      const results = things.flatMap((thing) => thing.results);
      const found = results.filter(({ verdict }) => verdict === "fail" || verdict === "tool-error");
      expect(found.map(({ id, actual }) => `${id}: ${actual}`)).toEqual([]);
      expect(results.filter(({ verdict }) => verdict === "pass").length).toBeGreaterThan(10);
    } finally {
      await running.stop();
      await player.stop();
    }
  });
});
