import { bindingContract } from "@thingwright/contract-tests";
import { mqttClient, mqttServer } from "../src/index.js";
import { ProxiedServer } from "./proxied-server.js";

const shared = "the server observes once for everybody: a broker does not say who listens";
const unheard = "the broker grants a subscription, and does not ask the Thing";
const anonymous = "MQTT carries credentials with the connection to the broker, not with a request";
const maxBodyBytes = 131_072;

bindingContract({
  name: "MQTT over the embedded broker",
  server: () => new ProxiedServer(maxBodyBytes),
  client: () => mqttClient({ limits: { minReconnectDelayMs: 5 } }),
  serverAt: (running) => mqttServer({ port: Number(running.addresses()[0]?.split(":").at(-1)) }),
  cut: (running) => (running as ProxiedServer).cut(),
  maxBodyBytes,
  gaps: {
    "observe/stop-cancels": shared,
    "stop/client-cancels": shared,
    "thing/observe-all-stop": shared,
    "event/stop": shared,
    "refusal/observe": unheard,
    "refusal/subscribe": unheard,
    "credentials/carried": anonymous,
    "credentials/read-anew": anonymous,
    "credentials/missing": anonymous,
    "credentials/once-more": anonymous,
    "credentials/challenges": anonymous,
  },
});
