import { describeTestThing, fakeHost, RemoteThing, type TestThing, testThing } from "@thingwright/contract-tests";
import {
  type MemoryClientOptions,
  type MemoryNetwork,
  type MemoryServer,
  type MemoryServerOptions,
  memoryClient,
  memoryNetwork,
  memoryServer,
} from "../src/index.js";

/** A test Thing behind a memory server, and a client that knows it. */
export interface MemoryWorld {
  readonly network: MemoryNetwork;
  readonly server: MemoryServer;
  readonly thing: TestThing;
  readonly remote: RemoteThing;
}

export async function memoryWorld(
  options: { readonly server?: MemoryServerOptions; readonly client?: MemoryClientOptions } = {},
): Promise<MemoryWorld> {
  const network = memoryNetwork();
  const server = memoryServer(network, { name: "house", ...options.server });
  const thing = testThing();
  await server.start(fakeHost(thing));
  const description = describeTestThing(thing, await server.expose(thing));
  const remote = new RemoteThing(description, memoryClient(network, options.client), 1000);
  return { network, server, thing, remote };
}
