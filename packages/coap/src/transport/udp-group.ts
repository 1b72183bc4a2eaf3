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
  #socket: Socket | undefined;

  constructor({ group = ALL_COAP_NODES.ipv4, port = DEFAULT_PORT, interfaces }: UdpGroupOptions) {
    this.#group = group;
    this.#port = port;
    this.#interfaces = interfaces;
  }

  async open(receiver: DatagramReceiver): Promise<CoapAddress> {
    if (this.#socket !== undefined) throw new UsageError("WOT_STATE", "the transport is open already");
    const isSix = isIPv6(this.#group);
    const socket = createSocket({ type: isSix ? "udp6" : "udp4", reuseAddr: true });
    this.#socket = socket;
    try {
      await bind(socket, this.#port, bindAddress(this.#group));
      this.#join(socket, this.#interfaces ?? ownInterfaces(isSix));
    } catch (cause) {
      await this.close();
      throw new NetworkError("WOT_NETWORK", `cannot join ${this.#group}:${this.#port}`, { cause, sent: false });
    }
    socket.on("error", (error) => receiver.onError(error));
    socket.on("message", (datagram, from) => receiver.onDatagram(datagram, from.address, from.port));
    return { address: this.#group, port: socket.address().port };
  }

  send(_datagram: Uint8Array, _address: string, _port: number, onFailure?: (error: unknown) => void): void {
    onFailure?.(new UsageError("WOT_STATE", "nothing is sent from the address of a group"));
  }

  async close(): Promise<void> {
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket !== undefined) await new Promise<void>((resolve) => socket.close(() => resolve()));
  }

  /** An interface that cannot do multicast is no reason to do without the others. */
  #join(socket: Socket, interfaces: readonly string[]): void {
    let failure: unknown;
    let joined = 0;
    for (const name of interfaces) {
      try {
        socket.addMembership(this.#group, name);
        joined += 1;
      } catch (error) {
        failure = error;
      }
    }
    if (joined === 0) throw failure ?? new UsageError("WOT_ARGUMENT", "there is no interface to join the group on");
  }
}

/** Windows binds to no group; what is sent to this host alone then comes here as well, and is taken for multicast. */
function bindAddress(group: string): string {
  if (process.platform !== "win32") return group;
  return isIPv6(group) ? "::" : "0.0.0.0";
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
