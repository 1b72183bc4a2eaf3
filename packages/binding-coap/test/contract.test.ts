import { bindingContract } from "@thingwright/contract-tests";
import { coapClient, coapServer } from "../src/index.js";

// Without acknowledged notifications nothing is conflated, and the suite can ask for every value.
const notifications = { notificationsPerConfirmable: 1000 };

const key = Buffer.from("a shared secret!");
const tls = { psk: () => key };

bindingContract({
  name: "coap",
  server: () => coapServer({ port: 0, notifications }),
  client: () => coapClient(),
  serverAt: (running) => coapServer({ port: Number(new URL(running.addresses()[0] ?? "").port) }),
  maxBodyBytes: 1024 * 1024,
  connectionless: true,
  gaps: {
    "credentials/challenges": "a 4.01 response has no place for challenges (RFC 7252 §5.9.2.2)",
  },
});

bindingContract({
  name: "coaps",
  server: () => coapServer({ port: 0, notifications, tls }),
  client: () =>
    coapClient({ tls: { psk: { identity: "suite", key }, limits: { unansweredTimeoutMs: 300, retransmitMs: 100 } } }),
  serverAt: (running) => coapServer({ port: Number(new URL(running.addresses()[0] ?? "").port), tls }),
  maxBodyBytes: 1024 * 1024,
  connectionless: true,
  gaps: {
    "credentials/challenges": "a 4.01 response has no place for challenges (RFC 7252 §5.9.2.2)",
  },
});
