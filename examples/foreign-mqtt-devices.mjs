// A Tasmota plug, a Shelly plug and a Zigbee2MQTT lamp behind one API, from descriptions alone. Recordings play the devices.
import { embeddedBroker } from "@thingwright/binding-mqtt";
import { bridge } from "@thingwright/mapping";
import { parseRecording, RecordedDevice, scaledClock, site } from "@thingwright/simulator";
import { instantiate, parseThingDescriptionOrThrow } from "@thingwright/td";
import { deviceDescription, recordedTraffic, thingModel } from "@thingwright/thing-descriptions";
import { createServient } from "thingwright";

const broker = await embeddedBroker({ port: 0 });
const house = createServient({ http: { port: Number(process.env.PORT ?? 8083) } });
await house.start();

const devices = [
  ["Desk plug", "tasmota/plug", "plug", { TOPIC: "desk-plug" }],
  ["Fan plug", "shelly/gen2-plug", "plug", { TOPIC: "shellyplusplugs-b0b21c0e1a2c", CHANNEL: 0 }],
  ["Hall lamp", "zigbee2mqtt/colour-bulb", "colour-light", { BASE: "zigbee2mqtt", NAME: "hall" }],
];
const simulation = site({ clock: scaledClock({ speed: 1 }), seed: 1 });
const started = [];
for (const [title, name, model, placeholders] of devices) {
  // With devices of your own, this part is not there: they are at your broker already.
  const recording = parseRecording(recordedTraffic(name), { placeholders });
  const player = new RecordedDevice(simulation, { id: title, recording, mqttUrl: broker.localUrl });
  await player.start();

  const description = instantiate(deviceDescription(name), {
    id: `urn:example:south:${title}`.replaceAll(" ", "-"),
    placeholders: { MQTT_URL: broker.localUrl, ...placeholders },
  });
  const southbound = parseThingDescriptionOrThrow(description);
  started.push({ player, running: await bridge(house, southbound, { as: await thingModel(model), title }) });
}

// Who uses them knows nothing of their makers.
const visitor = createServient();
for (const { running } of started) {
  const thing = visitor.consume(running.thing.description);
  await thing.write("on", true);
  console.log(`${thing.title}:`, await thing.readAll());
}

await visitor.stop();
for (const { player, running } of started) {
  await running.stop();
  await player.stop();
}
await house.stop();
await broker.close();
