import { httpClient, httpServer } from "@thingwright/binding-http";
import { bindingContract } from "@thingwright/contract-tests";
import { cutConnections } from "./support/cut-connections.js";

bindingContract({
  name: "http",
  server: () => httpServer({ port: 0, limits: { maxBodyBytes: 262_144, historyMs: 100 } }),
  client: () => httpClient({ limits: { minReconnectDelayMs: 10 } }),
  serverAt: (running) => httpServer({ port: Number(new URL(running.addresses()[0] ?? "").port) }),
  cut: (running) => cutConnections(Number(new URL(running.addresses()[0] ?? "").port)),
  maxBodyBytes: 262_144,
});
