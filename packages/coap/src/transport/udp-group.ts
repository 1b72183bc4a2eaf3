import { createSocket, type Socket } from "node:dgram";
import { isIPv6 } from "node:net";
import { networkInterfaces } from "node:os";
import { NetworkError, UsageError } from "@thingwright/errors";
import { DEFAULT_PORT } from "../uri/coap-uri.js";
import type { CoapAddress, DatagramReceiver, DatagramTransport } from "./datagram-transport.js";

/** "All CoAP Nodes" (RFC 7252 §12.8): over IPv4, and over IPv6 on the link and on the site. */
export const ALL_COAP_NODES = { ipv4: "224.0.1.187", ipv6LinkLocal: "ff02::fd", ipv6SiteLocal: "ff05::fd" } as const;

export interface UdpGroupOptions {
  /** Address of the group. Default 224.0.1.187, all CoAP nodes over IPv4. */
  readonly group?: string;
  /** Default 5683. */
  readonly port?: number;
  /** Where to join: IPv4 addresses of interfaces; for an IPv6 group `::%` and the interface's name. Default: all of them. */
  readonly interfaces?: readonly string[];
}

/**
 * Receives what is sent to a multicast group, for `groups` of a server. It never sends: answers go out by the server's own
 * transport. The socket has the group's own address where the system allows that, so that it receives nothing else.
 *
 * @see RFC 7252 §8.1
 */
export function udpGroup(options: UdpGroupOptions = {}): DatagramTransport {
  return new UdpGroup(options);
}

class UdpGroup implements DatagramTransport {
  readonly #group: string;
  readonly #port: number;
  readonly #interfaces: readonly string[] | undefined;
  #sockets: Socket[] = [];
  #isOpen = false;

  constructor({ group = ALL_COAP_NODES.ipv4, port = DEFAULT_PORT, interfaces }: UdpGroupOptions) {
    this.#group = group;
    this.#port = port;
    this.#interfaces = interfaces;
  }

  async open(receiver: DatagramReceiver): Promise<CoapAddress> {
    if (this.#isOpen) throw new UsageError("WOT_STATE", "the transport is open already");
    this.#isOpen = true;
    const interfaces = this.#interfaces ?? ownInterfaces(isIPv6(this.#group));
    try {
      if (isOfLink(this.#group)) await this.#joinEach(interfaces);
      else await this.#joinAll(interfaces);
    } catch (cause) {
      await this.close();
      throw new NetworkError("WOT_NETWORK", `cannot join ${this.#group}:${this.#port}`, { cause, sent: false });
    }
    for (const socket of this.#sockets) {
      socket.on("error", (error) => receiver.onError(error));
      socket.on("message", (datagram, from) => receiver.onDatagram(datagram, from.address, from.port));
    }
    return { address: this.#group, port: this.#sockets[0]!.address().port };
  }

  send(_datagram: Uint8Array, _address: string, _port: number, onFailure?: (error: unknown) => void): void {
    onFailure?.(new UsageError("WOT_STATE", "nothing is sent from the address of a group"));
  }

  async close(): Promise<void> {
    const sockets = this.#sockets;
    this.#sockets = [];
    this.#isOpen = false;
    await Promise.all(sockets.map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))));
  }

  /** One socket for all interfaces. One that cannot do multicast is no reason to do without the others. */
  async #joinAll(interfaces: readonly string[]): Promise<void> {
    const socket = await this.#bound(bindAddress(this.#group));
    await firstFailureUnlessAny(interfaces, (name) => socket.addMembership(this.#group, name));
  }

  /** The address of a group of the link says nothing without the link's interface: each has a socket of its own (RFC 4007 §6). */
  async #joinEach(interfaces: readonly string[]): Promise<void> {
    await firstFailureUnlessAny(interfaces, async (name) => {
      const socket = await this.#bound(bindAddress(`${this.#group}${name.slice(name.indexOf("%"))}`));
      socket.addMembership(this.#group, name);
    });
  }

  async #bound(address: string): Promise<Socket> {
    const socket = createSocket({ type: isIPv6(this.#group) ? "udp6" : "udp4", reuseAddr: true });
    this.#sockets.push(socket);
    try {
      await bind(socket, this.#port, address);
      return socket;
    } catch (error) {
      this.#sockets.splice(this.#sockets.indexOf(socket), 1);
      socket.close();
      throw error;
    }
  }
}

/** Does something for each interface; throws only when it has succeeded for none. */
async function firstFailureUnlessAny(
  interfaces: readonly string[],
  join: (name: string) => void | Promise<void>,
): Promise<void> {
  let failure: unknown;
  let joined = 0;
  for (const name of interfaces) {
    try {
      await join(name);
      joined += 1;
    } catch (error) {
      failure ??= error;
    }
  }
  if (joined === 0) throw failure ?? new UsageError("WOT_ARGUMENT", "there is no interface to join the group on");
}

/** Link-local, or of the interface alone (RFC 4291 §2.7). */
const isOfLink = (group: string): boolean => /^ff[0-9a-f][12]:/i.test(group);

/** Windows binds to no group; what is sent to this host alone then comes here as well, and is taken for multicast. */
function bindAddress(group: string): string {
  if (process.platform !== "win32") return group;
  return group.includes(":") ? "::" : "0.0.0.0";
}

function bind(socket: Socket, port: number, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.bind({ port, address }, () => {
      socket.off("error", reject);
      resolve();
    });
  });
}

function ownInterfaces(isSix: boolean): readonly string[] {
  return Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) => {
    if (isSix) return addresses.some(({ family }) => family === "IPv6") ? [`::%${name}`] : [];
    return addresses.filter(({ family }) => family === "IPv4").map(({ address }) => address);
  });
}
