import { httpClient, httpServer } from "@thingwright/binding-http";
import { Authority, bindingContract } from "@thingwright/contract-tests";
import { cutConnections } from "./support/cut-connections.js";

const authority = new Authority("the authority of these tests");
const tls = authority.issue();

bindingContract({
  name: "https, HTTP/2",
  server: () => httpServer({ port: 0, tls, limits: { maxBodyBytes: 262_144, historyMs: 100 } }),
  client: () => httpClient({ tls: { ca: authority.cert }, limits: { minReconnectDelayMs: 10 } }),
  serverAt: (running) => httpServer({ port: Number(new URL(running.addresses()[0] ?? "").port), tls }),
  cut: (running) => cutConnections(Number(new URL(running.addresses()[0] ?? "").port)),
  maxBodyBytes: 262_144,
});
