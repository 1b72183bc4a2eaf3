import { bindingContract } from "@thingwright/contract-tests";
import { mqttClient, mqttServer } from "../src/index.js";

const shared = "the server subscribes once for everybody: a broker does not say who listens";
const anonymous = "MQTT carries credentials with the connection to the broker, not with a request";

bindingContract({
  name: "MQTT over the embedded broker",
  server: () => mqttServer({ port: 0, maxPayloadBytes: 131_072 }),
  client: () => mqttClient({ minReconnectDelayMs: 5 }),
  serverAt: (running) => mqttServer({ port: Number(running.addresses()[0]?.split(":").at(-1)) }),
  maxBodyBytes: 131_072,
  gaps: {
    "observe/stop-cancels": shared,
    "stop/client-cancels": shared,
    "thing/observe-all-stop": shared,
    "event/stop": shared,
    "credentials/carried": anonymous,
    "credentials/read-anew": anonymous,
    "credentials/missing": anonymous,
    "credentials/once-more": anonymous,
  },
});
