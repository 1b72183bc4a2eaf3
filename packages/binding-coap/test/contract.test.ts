import { bindingContract } from "@thingwright/contract-tests";
import { coapClient, coapServer } from "../src/index.js";

const key = Buffer.from("a shared secret!");
const tls = { psk: () => key };

bindingContract({
  name: "coap",
  server: () => coapServer({ port: 0 }),
  client: () => coapClient(),
  serverAt: (running) => coapServer({ port: Number(new URL(running.addresses()[0] ?? "").port) }),
  maxBodyBytes: 1024 * 1024,
  connectionless: true,
  // A client gets one notification for each round trip; of states in between the newest counts (RFC 7641 §4.5).
  mayConflate: "property",
  gaps: {
    "credentials/challenges": "a 4.01 response has no place for challenges (RFC 7252 §5.9.2.2)",
  },
});

bindingContract({
  name: "coaps",
  server: () => coapServer({ port: 0, tls }),
  client: () =>
    coapClient({ tls: { psk: { identity: "suite", key }, limits: { unansweredTimeoutMs: 300, retransmitMs: 100 } } }),
  serverAt: (running) => coapServer({ port: Number(new URL(running.addresses()[0] ?? "").port), tls }),
  maxBodyBytes: 1024 * 1024,
  connectionless: true,
  // A client gets one notification for each round trip; of states in between the newest counts (RFC 7641 §4.5).
  mayConflate: "property",
  gaps: {
    "credentials/challenges": "a 4.01 response has no place for challenges (RFC 7252 §5.9.2.2)",
  },
});
