import { Authority, bindingContract } from "@thingwright/contract-tests";
import { embeddedBroker, mqttClient, mqttServer } from "../src/index.js";
import { gaps } from "./gaps.js";
import { type LentBroker, ProxiedServer } from "./proxied-server.js";

const maxBodyBytes = 131_072;
const authority = new Authority("home");
const { cert, key } = authority.issue();

/** A broker whose clients come by WebSockets over TLS. */
async function webSocketBroker(): Promise<LentBroker> {
  const broker = await embeddedBroker({ port: 0, tls: { cert, key }, webSocket: { port: 0 } });
  const port = Number(new URL(broker.webSocketUrl!).port);
  return { broker, port, scheme: "wss", giveBack: () => broker.close() };
}

bindingContract({
  name: "MQTT over WebSockets and TLS",
  server: () => new ProxiedServer({ limits: { maxBodyBytes } }, webSocketBroker),
  client: () => mqttClient({ tls: { ca: authority.cert }, limits: { minReconnectDelayMs: 5 } }),
  serverAt: (running) => mqttServer({ port: Number(running.addresses()[0]?.split(":").at(-1)) }),
  cut: (running) => (running as ProxiedServer).cut(),
  maxBodyBytes,
  gaps,
});
