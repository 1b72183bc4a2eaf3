import { bindingContract } from "@thingwright/contract-tests";
import { memoryClient, memoryNetwork, memoryServer } from "../src/index.js";

const network = memoryNetwork();

bindingContract({
  name: "memory",
  server: () => memoryServer(network),
  client: () => memoryClient(network),
  serverAt: (running) => memoryServer(network, { name: new URL(running.addresses()[0] ?? "").hostname }),
  maxBodyBytes: 1024 * 1024,
});
