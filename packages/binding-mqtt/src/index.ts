export type { ConnectingClient, EmbeddedBrokerOptions } from "./broker/broker-options.js";
export { type Broker, embeddedBroker } from "./broker/embedded-broker.js";
export type { MqttClientOptions } from "./client/client-options.js";
export { mqttClient } from "./client/mqtt-client.js";
export type { VersionChoice } from "./connection/open-best-session.js";
export type { ProtocolVersion, TlsOptions } from "./connection/session-options.js";
export { mqttManifest } from "./manifest.js";
export { mqttServer } from "./server/mqtt-server.js";
export type { MqttServerOptions } from "./server/server-options.js";
