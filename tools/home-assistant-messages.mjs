import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const require = createRequire(new URL("../interop/package.json", import.meta.url));

/**
 * What Zigbee2MQTT's own extension for Home Assistant announces of each kind of device that it knows: topics below the prefix,
 * and configurations.
 */
export async function homeAssistantMessages() {
  const folder = mkdtempSync(join(tmpdir(), "zigbee2mqtt-"));
  process.env.ZIGBEE2MQTT_DATA = folder;
  writeFileSync(join(folder, "configuration.yaml"), configuration);
  const module = (path) => require(join(dirname(require.resolve("zigbee2mqtt/package.json")), "dist", path));
  module("util/settings").reRead();
  const messages = [];
  const mqtt = { publish: async (topic, payload) => void messages.push([topic, JSON.parse(payload)]) };
  const unused = new Proxy({}, { get: () => () => {} });
  const { default: HomeAssistant } = module("extension/homeassistant");
  const extension = new HomeAssistant(unused, mqtt, unused, unused, unused, unused, unused, unused);
  extension.discoveryOrigin = { name: "Zigbee2MQTT", sw: "2.14.1", url: "https://www.zigbee2mqtt.io" };
  extension.bridgeIdentifier = "zigbee2mqtt_bridge";
  const { default: Device } = module("model/device");
  const devices = [];
  for (const [index, { definition, converters }] of definitions().entries()) {
    messages.length = 0;
    await extension.discover(entityOf(Device, definition, converters, index + 1, module("util/settings").get()));
    devices.push({ vendor: definition.vendor, model: definition.model, messages: [...messages] });
  }
  rmSync(folder, { recursive: true });
  return devices;
}

const configuration = `
homeassistant: { enabled: true }
mqtt: { base_topic: zigbee2mqtt, server: "mqtt://127.0.0.1" }
serial: { port: /dev/null, adapter: zstack }
availability: { enabled: true }
advanced: { log_output: [console] }
`;

/** Every definition of the converters that this Zigbee2MQTT has. */
function definitions() {
  const own = createRequire(require.resolve("zigbee2mqtt/package.json"));
  const converters = own("zigbee-herdsman-converters");
  const folder = join(dirname(own.resolve("zigbee-herdsman-converters")), "devices");
  const files = readdirSync(folder).filter((name) => name.endsWith(".js") && name !== "index.js");
  const sources = files.flatMap((name) => own(join(folder, name)).definitions ?? []);
  return sources.map((source) => ({ definition: converters.prepareDefinition(source), converters }));
}

/** A device as the extension asks for one: what is not known without the device itself is empty. */
function entityOf(Device, definition, { Numeric, access }, number, settings) {
  const ieeeAddr = `0x${number.toString(16).padStart(16, "0")}`;
  class Endpoint {
    ID = 1;
    deviceIeeeAddress = ieeeAddr;
    inputClusters = [];
    outputClusters = [];
    clusters = {};
    meta = {};
    supportsInputCluster = () => true;
    supportsOutputCluster = () => true;
    getClusterAttributeValue = () => undefined;
  }
  const endpoints = [new Endpoint(), new Endpoint(), new Endpoint()];
  const zigbee = {
    ieeeAddr,
    type: "Router",
    endpoints,
    getEndpoint: () => endpoints[0],
    isDummyDevice: true,
    meta: {},
  };
  const { exposes } = definition;
  const list = typeof exposes === "function" ? exposes({ isDummyDevice: true }, {}) : exposes;
  const quality = new Numeric("linkquality", access.STATE).withUnit("lqi").withCategory("diagnostic");
  const options = { ...settings.device_options, ID: ieeeAddr, friendly_name: `device ${number}` };
  return Object.defineProperties(new Device(zigbee), {
    definition: { value: definition },
    options: { value: options },
    name: { value: options.friendly_name },
    interviewed: { value: true },
    exposes: { value: () => [...list, quality] },
  });
}
