import { bindingContract } from "@thingwright/contract-tests";
import { coapClient, coapServer } from "../src/index.js";

const key = Buffer.from("a shared secret!");
const tls = { psk: () => key };
const portOf = (address: string | undefined): number => Number(new URL(address ?? "").port);

const common = {
  maxBodyBytes: 1024 * 1024,
  gaps: { "credentials/challenges": "a 4.01 response has no place for challenges (RFC 7252 §5.9.2.2)" },
};

bindingContract({
  ...common,
  name: "coap over TCP",
  server: () => coapServer({ over: "tcp", port: 0 }),
  client: () => coapClient(),
  serverAt: (running) => coapServer({ over: "tcp", port: portOf(running.addresses()[0]) }),
});

bindingContract({
  ...common,
  name: "coap over TLS",
  server: () => coapServer({ over: "tcp", port: 0, tls }),
  client: () => coapClient({ tls: { psk: { identity: "suite", key } } }),
  serverAt: (running) => coapServer({ over: "tcp", port: portOf(running.addresses()[0]), tls }),
});
