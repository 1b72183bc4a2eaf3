import { httpClient, httpServer } from "@thingwright/binding-http";
import { bindingContract } from "@thingwright/contract-tests";
import { cutConnections } from "./support/cut-connections.js";
import { onlySubprotocol } from "./support/only-subprotocol.js";

const jsonOnly = "messages carry JSON values and no uriVariables: other affordances are not offered over WebSockets";
const ofHandshake = "credentials are those of the handshake";

bindingContract({
  name: "http, by the Web Thing Protocol",
  server: () =>
    onlySubprotocol(httpServer({ port: 0, webSocket: true, limits: { historyMs: 100 } }), "webthingprotocol", false),
  client: () => httpClient({ limits: { minReconnectDelayMs: 10 } }),
  cut: (running) => cutConnections(Number(new URL(running.addresses()[0] ?? "").port)),
  gaps: {
    "manifest/each-affordance": jsonOnly,
    "manifest/valid-description": jsonOnly,
    "manifest/under-addresses": "the Forms are of the scheme ws",
    "property/read-bytes": jsonOnly,
    "property/write-bytes": jsonOnly,
    "property/read-variables": jsonOnly,
    "property/write-variables": jsonOnly,
    "action/variables": jsonOnly,
    "event/bytes": jsonOnly,
    "refusal/every-code": "the draft has five common statuses, which take the place of those that they describe",
    "refusal/malformed-body": "what is no JSON cannot be sent",
    "refusal/unknown-affordance": "the name is not in the address",
    "refusal/not-offered": "the name is not in the address",
    "async/foreign-location": "an invocation has an id and no address",
    "thing/observe-all-stop": "all properties are observed one by one",
    "credentials/read-anew": ofHandshake,
    "credentials/once-more": ofHandshake,
    "credentials/challenges": ofHandshake,
  },
});
