import { bindingContract } from "@thingwright/contract-tests";
import type { ServerBinding } from "@thingwright/contracts";
import { memoryClient, memoryNetwork, memoryServer } from "../src/index.js";

const network = memoryNetwork();

const nameOf = (server: ServerBinding): string => new URL(server.addresses()[0] ?? "").hostname;

bindingContract({
  name: "memory",
  server: () => memoryServer(network),
  client: () => memoryClient(network),
  serverAt: (running) => memoryServer(network, { name: nameOf(running) }),
  cut: (running) => {
    network.cut(nameOf(running));
    return () => network.mend(nameOf(running));
  },
  maxBodyBytes: 1024 * 1024,
});
