// A VAV box behind an edge node of Sparkplug B as a Thing of the common API, over HTTP. A recording plays the edge node.

import { httpClient, httpServer } from "@thingwright/binding-http";
import { embeddedBroker, mqttClient } from "@thingwright/binding-mqtt";
import { Servient } from "@thingwright/core";
import { bridge } from "@thingwright/mapping";
import { parseRecording, RecordedDevice, scaledClock, site } from "@thingwright/simulator";
import { sparkplug, sparkplugClient } from "@thingwright/sparkplug";
import { instantiate, parseThingDescriptionOrThrow } from "@thingwright/td";
import { deviceDescription, recordedTraffic, thingModel } from "@thingwright/thing-descriptions";

const broker = await embeddedBroker({ port: 0 });
const placeholders = { GROUP: "plant", EDGE_NODE: "floor-2", DEVICE: "vav-7" };

// With an edge node of your own, this part is not there: it is at your broker already.
const edgeNode = new RecordedDevice(site({ clock: scaledClock({ speed: 1 }), seed: 1 }), {
  id: "edge-node",
  recording: parseRecording(recordedTraffic("sparkplug/vav-box"), { placeholders }),
  mqttUrl: broker.localUrl,
  codecs: [sparkplug()],
});
await edgeNode.start();

const house = new Servient({
  clients: [sparkplugClient({ mqtt: mqttClient() })],
  servers: [httpServer({ port: Number(process.env.PORT ?? 8084), address: "127.0.0.1" })],
});
await house.start();
const southbound = instantiate(deviceDescription("sparkplug/vav-box"), {
  id: "urn:example:south:vav-7",
  placeholders: { MQTT_URL: broker.localUrl, ...placeholders },
});
const box = await bridge(house, parseThingDescriptionOrThrow(southbound), {
  as: await thingModel("vav-box"),
  title: "VAV box 7",
});

// Who uses it knows nothing of Sparkplug.
const visitor = new Servient({ clients: [httpClient()] });
const thing = visitor.consume(box.thing.description);
await thing.write("airFlowSetpoint", 450);
console.log(`${thing.title}:`, await thing.readAll());

await visitor.stop();
await box.stop();
await house.stop();
await edgeNode.stop();
await broker.close();
