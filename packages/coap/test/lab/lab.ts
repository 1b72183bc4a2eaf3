import {
  type CoapClient,
  type CoapClientOptions,
  type CoapServer,
  type CoapServerOptions,
  coapClient,
  coapServer,
  type ManualClock,
  type MemoryNetwork,
  type MemoryNetworkOptions,
  manualClock,
  memoryNetwork,
  seededRandom,
} from "../../src/index.js";
import { RawPeer } from "./raw-peer.js";

export const SERVER = { address: "10.9.9.9", port: 5683 };

/** A server, and whoever talks to it, on one simulated network under one clock. */
export interface Lab {
  readonly clock: ManualClock;
  readonly network: MemoryNetwork;
  readonly server: CoapServer;
  /** What the server reported as its own faults. */
  readonly faults: Error[];
  client(options?: CoapClientOptions): CoapClient;
  rawPeer(): Promise<RawPeer>;
}

/** @param server - options, or what makes them for the network */
export async function lab(
  server: CoapServerOptions | ((network: MemoryNetwork) => CoapServerOptions),
  network: MemoryNetworkOptions = {},
): Promise<Lab> {
  const clock = manualClock(1000);
  const net = memoryNetwork({ clock, random: seededRandom(7), ...network });
  const faults: Error[] = [];
  const coap = coapServer({
    clock,
    random: seededRandom(3),
    transport: net.transport(SERVER),
    onError: (error) => faults.push(error),
    ...(typeof server === "function" ? server(net) : server),
  });
  await coap.listen();
  return {
    clock,
    network: net,
    server: coap,
    faults,
    client: (options) => coapClient({ clock, random: seededRandom(5), transport: net.transport(), ...options }),
    async rawPeer() {
      const peer = new RawPeer(net, SERVER);
      await peer.open();
      return peer;
    },
  };
}

/** Resolves with what a promise comes to while time passes; fails the test when it is not settled in `withinMs`. */
export async function within<T>(clock: ManualClock, withinMs: number, promise: Promise<T>): Promise<T> {
  let isSettled = false;
  const settled = promise.finally(() => {
    isSettled = true;
  });
  settled.catch(() => undefined);
  for (let passedMs = 0; passedMs <= withinMs && !isSettled; passedMs += 50) await clock.advance(50);
  if (!isSettled) throw new Error(`not settled within ${withinMs} ms`);
  return settled;
}
