import { createSocket, type Socket, type SocketOptions, type SocketType } from "node:dgram";
import { isIPv6 } from "node:net";
import { NetworkError, UsageError, type WotError } from "@thingwright/errors";
import type { CoapAddress, DatagramReceiver, DatagramTransport } from "./datagram-transport.js";

export interface UdpTransportOptions {
  /** Local IP address. Default `::`, which takes IPv4 as well, or `0.0.0.0` on a host without IPv6. */
  readonly address?: string;
  /** Local port. Default 0: any free one. */
  readonly port?: number;
  /** Size of the socket's receive buffer (SO_RCVBUF). Default: the system's. */
  readonly receiveBufferBytes?: number;
  /** Interface for what is sent to multicast groups: its IPv4 address, or `::%` and its name. Default: the system's choice. */
  readonly multicastInterface?: string;
  /** How many routers what is sent to a multicast group may pass, plus one. Default 1: none. */
  readonly multicastTtl?: number;
}

/** A transport over one UDP socket of `node:dgram`. */
export function udpTransport(options: UdpTransportOptions = {}): DatagramTransport {
  return new UdpTransport(options);
}

class UdpTransport implements DatagramTransport {
  readonly #options: UdpTransportOptions;
  #socket: Socket | undefined;
  #mapsIPv4 = false;
  /** The address sent to last, as it was given and as the socket has it. */
  #lastPlain = "";
  #lastMapped = "";

  constructor(options: UdpTransportOptions) {
    this.#options = options;
  }

  async open(receiver: DatagramReceiver): Promise<CoapAddress> {
    if (this.#socket !== undefined) throw new UsageError("WOT_STATE", "the transport is open already");
    const { address } = this.#options;
    if (address !== undefined) return this.#bind(receiver, isIPv6(address) ? "udp6" : "udp4", address);
    try {
      return await this.#bind(receiver, "udp6", "::");
    } catch (error) {
      if (!isWithoutIPv6(error)) throw error;
      return await this.#bind(receiver, "udp4", "0.0.0.0");
    }
  }

  send(datagram: Uint8Array, address: string, port: number, onFailure?: (error: unknown) => void): void {
    const socket = this.#socket;
    if (socket === undefined) return;
    const target = this.#mapsIPv4 ? this.#mapped(address) : address;
    try {
      if (onFailure === undefined) socket.send(datagram, port, target);
      else socket.send(datagram, port, target, (error) => error && onFailure(error));
    } catch (error) {
      onFailure?.(error);
    }
  }

  #mapped(address: string): string {
    if (address !== this.#lastPlain) {
      this.#lastPlain = address;
      this.#lastMapped = address.includes(":") ? address : `::ffff:${address}`;
    }
    return this.#lastMapped;
  }

  async close(): Promise<void> {
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket !== undefined) await new Promise<void>((resolve) => socket.close(resolve));
  }

  /** On a socket for both families an IPv4 peer shows as `::ffff:192.0.2.1`; ours go by their own address. */
  #receive(socket: Socket, receiver: DatagramReceiver): void {
    if (!this.#mapsIPv4) {
      socket.on("message", (datagram, from) => receiver.onDatagram(datagram, from.address, from.port));
      return;
    }
    let mapped = "";
    let plain = "";
    socket.on("message", (datagram, from) => {
      if (from.address !== mapped) {
        mapped = from.address;
        plain = mapped.startsWith("::ffff:") ? mapped.slice(7) : mapped;
      }
      receiver.onDatagram(datagram, plain, from.port);
    });
  }

  #setUpMulticast(socket: Socket): void {
    const { multicastInterface, multicastTtl } = this.#options;
    if (multicastInterface !== undefined) socket.setMulticastInterface(multicastInterface);
    if (multicastTtl !== undefined) socket.setMulticastTTL(multicastTtl);
  }

  #bind(receiver: DatagramReceiver, type: SocketType, address: string): Promise<CoapAddress> {
    const socket = createSocket(socketOptions(type, this.#options.receiveBufferBytes));
    const port = this.#options.port ?? 0;
    return new Promise((resolve, reject) => {
      const refuse = (error: Error) => {
        socket.close();
        reject(bindError(error, address, port));
      };
      socket.once("error", refuse);
      socket.bind({ address, port }, () => {
        socket.off("error", refuse);
        socket.on("error", (error) => receiver.onError(error));
        try {
          this.#setUpMulticast(socket);
        } catch (error) {
          refuse(error as Error);
          return;
        }
        this.#socket = socket;
        this.#mapsIPv4 = type === "udp6" && address === "::";
        this.#receive(socket, receiver);
        resolve(socket.address());
      });
    });
  }
}

function socketOptions(type: SocketType, recvBufferSize: number | undefined): SocketOptions {
  const family = type === "udp6" ? 6 : 4;
  // Addresses are resolved before they come here; the default look-up would cost a turn of the event loop per datagram.
  const lookup: SocketOptions["lookup"] = (address, _options, callback) => callback(null, address, family);
  return recvBufferSize === undefined ? { type, lookup } : { type, lookup, recvBufferSize };
}

const errno = (error: unknown): unknown => (error as { code?: unknown } | undefined)?.code;

function isWithoutIPv6(error: unknown): boolean {
  const code = errno((error as Error).cause);
  return code === "EAFNOSUPPORT" || code === "EADDRNOTAVAIL" || code === "EINVAL";
}

function bindError(cause: Error, address: string, port: number): WotError {
  const code = errno(cause);
  if (code === "EADDRINUSE") return new UsageError("WOT_ADDRESS_IN_USE", `${address}:${port} is taken`, { cause });
  return new NetworkError("WOT_NETWORK", `cannot bind ${address}:${port}: ${cause.message}`, { cause, sent: false });
}
