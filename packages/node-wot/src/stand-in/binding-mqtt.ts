/*
 * In place of `@node-wot/binding-mqtt`.
 */
import { MqttBrokerServer } from "./mqtt/mqtt-broker-server.js";

export { MqttClient, MqttClientFactory, MqttsClientFactory } from "./mqtt/mqtt-client.js";
export { type MqttBrokerServerConfig, type MqttClientConfig, MqttForm, type MqttQoS } from "./mqtt/mqtt-config.js";
export { MqttBrokerServer };
export default MqttBrokerServer;
