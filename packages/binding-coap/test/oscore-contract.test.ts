import { memoryStore, oscoreContext, oscoreContexts } from "@thingwright/coap/oscore";
import { bindingContract } from "@thingwright/contract-tests";
import { coapClient, coapServer } from "../src/index.js";

const masterSecret = Buffer.from("c0c1c2c3c4c5c6c7c8c9cacbcccdcecf", "hex");
const [senderId, recipientId] = [Uint8Array.of(1), Uint8Array.of(2)];
const phone = await oscoreContext({ masterSecret, senderId, recipientId, store: memoryStore() });
const house = await oscoreContext({
  masterSecret,
  senderId: recipientId,
  recipientId: senderId,
  store: memoryStore(),
});
const oscore = oscoreContexts({ contexts: [house] });
const maxBodyBytes = 128 * 1024;

bindingContract({
  name: "coap with OSCORE",
  server: () => coapServer({ port: 0, oscore, verifyPeers: true, limits: { maxBodyBytes } }),
  client: () => coapClient({ oscore: () => phone }),
  serverAt: (running) => coapServer({ port: Number(new URL(running.addresses()[0] ?? "").port), oscore }),
  maxBodyBytes,
  connectionless: true,
  // A client gets one notification for each round trip; of states in between the newest counts (RFC 7641 §4.5).
  mayConflate: "property",
  gaps: {
    "credentials/challenges": "a 4.01 response has no place for challenges (RFC 7252 §5.9.2.2)",
  },
});
