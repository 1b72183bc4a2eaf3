import { UsageError } from "@thingwright/errors";
import { type Clock, systemClock } from "../time/clock.js";
import { type Random, seededRandom } from "../time/random.js";
import type { CoapAddress, DatagramReceiver, DatagramTransport } from "./datagram-transport.js";

export interface MemoryNetworkOptions {
  /** Probability that a datagram is lost. Default 0. */
  readonly loss?: number;
  /** Probability that a datagram arrives twice. Default 0. */
  readonly duplicate?: number;
  /** Probability that a datagram is held back by up to three further delays, so that others overtake it. Default 0. */
  readonly reorder?: number;
  /** How long a datagram travels, in milliseconds. Default 0: it arrives in a later microtask. */
  readonly delayMs?: number;
  /** Decides on loss, duplicates and order. Default: seeded with 1. */
  readonly random?: Random;
  readonly clock?: Clock;
}

/** One datagram on its way. */
export interface Datagram {
  readonly from: CoapAddress;
  readonly to: CoapAddress;
  readonly bytes: Uint8Array;
}

/** A network inside the process, as bad as it is asked to be. */
export interface MemoryNetwork {
  /** A new host on the network. Address and port are given out in order when left open. */
  transport(local?: Partial<CoapAddress>): DatagramTransport;
  /** A member of a multicast group of the network: receives what is sent to the group, and sends nothing. */
  group(group: CoapAddress): DatagramTransport;
  /** Sees every datagram that is sent, before its fate is decided; `false` loses it. Replaced by assignment. */
  onSend: ((datagram: Datagram) => boolean | undefined) | undefined;
}

/** A fresh network of its own: nothing gets in or out. */
export function memoryNetwork(options: MemoryNetworkOptions = {}): MemoryNetwork {
  return new Network(options);
}

class Network implements MemoryNetwork {
  onSend: MemoryNetwork["onSend"];
  readonly #hosts = new Map<string, DatagramReceiver>();
  readonly #groups = new Map<string, Set<DatagramReceiver>>();
  readonly #options: Required<MemoryNetworkOptions>;
  #hostCount = 0;

  constructor(options: MemoryNetworkOptions) {
    const defaults = { loss: 0, duplicate: 0, reorder: 0, delayMs: 0, random: seededRandom(1), clock: systemClock };
    this.#options = { ...defaults, ...options };
  }

  transport(local: Partial<CoapAddress> = {}): DatagramTransport {
    this.#hostCount++;
    const { address = `10.0.0.${this.#hostCount}`, port = 49_152 + this.#hostCount } = local;
    return new MemoryTransport(this, { address, port });
  }

  group(group: CoapAddress): DatagramTransport {
    const members = this.#groups.get(nameOf(group)) ?? new Set();
    this.#groups.set(nameOf(group), members);
    let member: DatagramReceiver | undefined;
    return {
      open: async (receiver) => {
        member = receiver;
        members.add(receiver);
        return group;
      },
      send: () => undefined,
      close: async () => {
        if (member !== undefined) members.delete(member);
      },
    };
  }

  join(local: CoapAddress, receiver: DatagramReceiver): void {
    const name = nameOf(local);
    if (this.#hosts.has(name)) throw new UsageError("WOT_ADDRESS_IN_USE", `${name} is taken`);
    this.#hosts.set(name, receiver);
  }

  leave(local: CoapAddress): void {
    this.#hosts.delete(nameOf(local));
  }

  carry(from: CoapAddress, to: CoapAddress, datagram: Uint8Array): void {
    const { loss, duplicate, random } = this.#options;
    const bytes = Buffer.from(datagram);
    if (this.onSend?.({ from, to, bytes }) === false) return;
    if (random() < loss) return;
    this.#deliver(from, to, bytes);
    if (random() < duplicate) this.#deliver(from, to, Buffer.from(bytes));
  }

  #deliver(from: CoapAddress, to: CoapAddress, bytes: Uint8Array): void {
    const { reorder, delayMs, random, clock } = this.#options;
    const arrive = () => {
      this.#hosts.get(nameOf(to))?.onDatagram(bytes, from.address, from.port);
      for (const member of this.#groups.get(nameOf(to)) ?? [])
        member.onDatagram(Buffer.from(bytes), from.address, from.port);
    };
    const heldBackMs = random() < reorder ? random() * 3 * Math.max(1, delayMs) : 0;
    const travelMs = delayMs + heldBackMs;
    if (travelMs === 0) queueMicrotask(arrive);
    else clock.setTimer(arrive, travelMs);
  }
}

class MemoryTransport implements DatagramTransport {
  readonly #network: Network;
  readonly #local: CoapAddress;
  #open = false;

  constructor(network: Network, local: CoapAddress) {
    this.#network = network;
    this.#local = local;
  }

  async open(receiver: DatagramReceiver): Promise<CoapAddress> {
    this.#network.join(this.#local, receiver);
    this.#open = true;
    return this.#local;
  }

  send(datagram: Uint8Array, address: string, port: number): void {
    if (this.#open) this.#network.carry(this.#local, { address, port }, datagram);
  }

  async close(): Promise<void> {
    if (this.#open) this.#network.leave(this.#local);
    this.#open = false;
  }
}

const nameOf = ({ address, port }: CoapAddress): string => `${address} port ${port}`;
