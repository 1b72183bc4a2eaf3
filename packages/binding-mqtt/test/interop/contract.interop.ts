import { bindingContract } from "@thingwright/contract-tests";
import { afterAll, it } from "vitest";
import { type MqttVersion, mqttClient } from "../../src/index.js";
import { gaps } from "../gaps.js";
import { ProxiedServer } from "../proxied-server.js";
import { findMosquitto, startMosquitto } from "./mosquitto.js";
import { findNatsServer, startNatsServer } from "./nats-server.js";

const maxBodyBytes = 131_072;
const mosquitto = findMosquitto();
const natsServer = findNatsServer();

/** The contract at a broker that all checks share: each server has topics of its own there. */
function contractAt(name: string, port: number, protocolVersion: MqttVersion): void {
  let servers = 0;
  const broker = { broker: `mqtt://127.0.0.1:${port}`, port, giveBack: async () => {} };
  bindingContract({
    name,
    server() {
      servers += 1;
      const prefix = `${name.replace(/\W+/g, "-")}-${servers}`;
      return new ProxiedServer({ prefix, protocolVersion, limits: { maxBodyBytes } }, async () => broker);
    },
    client: () => mqttClient({ protocolVersion, limits: { minReconnectDelayMs: 5 } }),
    cut: (running) => (running as ProxiedServer).cut(),
    maxBodyBytes,
    gaps,
  });
}

if (mosquitto === undefined) it.skip("skipped: needs mosquitto", () => {});
else {
  const broker = await startMosquitto(mosquitto);
  afterAll(() => broker[Symbol.asyncDispose]());
  contractAt("MQTT 5 over mosquitto", broker.port, 5);
  contractAt("MQTT 3.1.1 over mosquitto", broker.port, 4);
}

if (natsServer === undefined) it.skip("skipped: needs nats-server", () => {});
else {
  const broker = await startNatsServer(natsServer);
  afterAll(() => broker[Symbol.asyncDispose]());
  contractAt("MQTT 3.1.1 over nats-server", broker.port, 4);
}
