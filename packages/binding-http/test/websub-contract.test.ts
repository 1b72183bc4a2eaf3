import { httpClient, httpServer } from "@thingwright/binding-http";
import { bindingContract } from "@thingwright/contract-tests";
import { onlySubprotocol } from "./support/only-subprotocol.js";

const noTopic = "all properties or events together are no topic";

bindingContract({
  name: "http, by WebSub",
  server: () =>
    onlySubprotocol(httpServer({ port: 0, callbacks: { allow: () => true, networks: ["127.0.0.1"] } }), "websub", true),
  client: () => httpClient({ callbacks: {} }),
  gaps: {
    "thing/observe-all": noTopic,
    "thing/observe-all-stop": noTopic,
    "thing/subscribe-all": noTopic,
    "manifest/all-offered": noTopic,
    "stop/server-heard": "a hub that stops tells nobody: leases end by themselves",
  },
});
