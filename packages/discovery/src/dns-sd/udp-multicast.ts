import { createSocket, type Socket } from "node:dgram";
import { networkInterfaces } from "node:os";
import { NetworkError } from "@thingwright/errors";
import type { MulticastLink, MulticastMembership, MulticastNetwork } from "./multicast-network.js";

/** Options of {@link udpMulticast}. */
export interface UdpMulticastOptions {
  /** IPv4 addresses of the interfaces to use. Default: all, loopback too. */
  readonly interfaces?: readonly string[];
  /** UDP port. Default 5353, that of Multicast DNS. */
  readonly port?: number;
}

/** The IPv4 group of Multicast DNS (RFC 6762 §3). */
const group = "224.0.0.251";

/** Multicast DNS over UDP and IPv4 (RFC 6762 §3, §11): one socket listens, and one for each interface sends. */
export function udpMulticast({ interfaces, port = 5353 }: UdpMulticastOptions = {}): MulticastNetwork {
  return {
    async join(receive) {
      const receiver = await bound(port, "0.0.0.0");
      const senders: Socket[] = [];
      const links: MulticastLink[] = [];
      let failure: unknown;
      for (const address of interfaces ?? ownAddresses()) {
        try {
          receiver.addMembership(group, address);
          const sender = await bound(port, address);
          senders.push(sender);
          sender.setMulticastInterface(address);
          sender.setMulticastTTL(255);
          sender.setMulticastLoopback(true);
          links.push({ address, send: (message) => sendOn(sender, message, port) });
        } catch (error) {
          failure = error;
        }
      }
      const membership = membershipOf(links, port, [receiver, ...senders]);
      if (links.length === 0) {
        await membership.close();
        throw networkError("no interface can be used for multicast", failure);
      }
      receiver.on("message", (message, { address, port }) => receive(message, { address, port }));
      return membership;
    },
  };
}

function membershipOf(links: readonly MulticastLink[], port: number, sockets: readonly Socket[]): MulticastMembership {
  let closing: Promise<void> | undefined;
  return {
    links,
    port,
    close() {
      closing ??= closeAll(sockets);
      return closing;
    },
  };
}

/** A message too late, or for an interface that has gone away, is lost. */
function sendOn(sender: Socket, message: Uint8Array, port: number): void {
  try {
    sender.send(message, port, group);
  } catch {
    // The socket is closed.
  }
}

/** A turn of the event loop hands to the system what was sent before. */
async function closeAll(sockets: readonly Socket[]): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  await Promise.all(sockets.map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))));
}

/** A socket that shares its port with others, as everybody who speaks Multicast DNS on one machine does. */
function bound(port: number, address: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket({ type: "udp4", reuseAddr: true });
    socket.once("error", (cause) => {
      socket.close();
      reject(networkError(`cannot use UDP port ${port} of ${address}`, cause));
    });
    socket.bind(port, address, () => {
      socket.removeAllListeners("error");
      // An interface that goes away is no reason to end; what is sent there is lost.
      socket.on("error", () => {});
      resolve(socket);
    });
  });
}

function ownAddresses(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family }) => family === "IPv4")
    .map(({ address }) => address);
}

const networkError = (message: string, cause: unknown): NetworkError =>
  new NetworkError("WOT_NETWORK", `Multicast DNS: ${message}`, { cause, sent: false });
