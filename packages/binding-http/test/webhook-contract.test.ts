import { httpClient, httpServer } from "@thingwright/binding-http";
import { bindingContract } from "@thingwright/contract-tests";
import { onlySubprotocol } from "./support/only-subprotocol.js";

bindingContract({
  name: "http, by webhooks",
  server: () =>
    onlySubprotocol(
      httpServer({ port: 0, callbacks: { allow: () => true, networks: ["127.0.0.1"] } }),
      "webhook",
      true,
    ),
  client: () => httpClient({ callbacks: {} }),
  gaps: {
    "observe/thing-fails": "a webhook has no word for the end of a subscription",
    "life/withdraw-ends-observation": "a webhook has no word for the end of a subscription",
    "stop/server-heard": "a webhook has no word for the end of a subscription",
  },
});
