import { httpClient, httpServer } from "@thingwright/binding-http";
import { bindingContract } from "@thingwright/contract-tests";

bindingContract({
  name: "http",
  server: () => httpServer({ port: 0, limits: { maxBodyBytes: 262_144 } }),
  client: () => httpClient(),
  serverAt: (running) => httpServer({ port: Number(new URL(running.addresses()[0] ?? "").port) }),
  maxBodyBytes: 262_144,
});
