import { bindingContract } from "@thingwright/contract-tests";
import { coapClient, coapServer } from "../src/index.js";

bindingContract({
  name: "coap",
  server: () => coapServer({ port: 0 }),
  client: () => coapClient(),
  serverAt: (running) => coapServer({ port: Number(new URL(running.addresses()[0] ?? "").port) }),
  maxBodyBytes: 1024 * 1024,
  mayConflate: true,
  connectionless: true,
  gaps: {
    "credentials/once-more": "a 4.01 has no place for challenges (RFC 7252 §5.9.2.2)",
  },
});
