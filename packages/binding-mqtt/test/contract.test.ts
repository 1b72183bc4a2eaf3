import { bindingContract } from "@thingwright/contract-tests";
import { mqttClient, mqttServer } from "../src/index.js";
import { gaps } from "./gaps.js";
import { ProxiedServer } from "./proxied-server.js";

const maxBodyBytes = 131_072;

bindingContract({
  name: "MQTT over the embedded broker",
  server: () => new ProxiedServer({ limits: { maxBodyBytes } }),
  client: () => mqttClient({ limits: { minReconnectDelayMs: 5 } }),
  serverAt: (running) => mqttServer({ port: Number(running.addresses()[0]?.split(":").at(-1)) }),
  cut: (running) => (running as ProxiedServer).cut(),
  maxBodyBytes,
  gaps,
});
