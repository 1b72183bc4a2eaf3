export { mqttClient } from "./client/mqtt-client.js";
export { mqttManifest } from "./manifest.js";
