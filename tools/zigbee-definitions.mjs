import { createRequire } from "node:module";

const require = createRequire(new URL("../interop/package.json", import.meta.url));

/** What Zigbee2MQTT tells of each kind of device that zigbee-herdsman-converters knows, as plain JSON. */
export function zigbeeDefinitions() {
  const { prepareDefinition } = require("zigbee-herdsman-converters");
  const listed = require("zigbee-herdsman-converters/devices/index");
  return (listed.default ?? listed).map((source) => {
    const { vendor, model, exposes } = prepareDefinition(source);
    const list = typeof exposes === "function" ? exposes({ isDummyDevice: true }, {}) : exposes;
    return JSON.parse(JSON.stringify({ vendor, model, exposes: list }));
  });
}

/** Where the definitions are from: name and version of the package. */
export function zigbeeSource() {
  const { name, version } = require("zigbee-herdsman-converters/package.json");
  return `${name} ${version}`;
}
