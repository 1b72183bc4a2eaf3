import type { Random } from "../time/random.js";
import type { Delivery, Peer } from "./delivery.js";
import { PeerState } from "./peer.js";

const RECENT_PEERS = 64;

/**
 * The peers, by address and port. Holds two generations of `maxPeers / 2`; peers that were silent for a whole generation
 * are forgotten, except pinned ones, whose number is bounded by the limits on what pins them.
 */
export class PeerTable {
  readonly #generationSize: number;
  readonly #random: Random;
  readonly #now: () => number;
  readonly #allowance: number;
  #young = new Map<string, Peer>();
  #old = new Map<string, Peer>();
  /** Peers seen lately, by the low bits of the port: a hit saves making and hashing a key. */
  readonly #recent: (Peer | undefined)[] = new Array(RECENT_PEERS).fill(undefined);
  #nextId = 0;

  /** @param allowance - bytes that may be sent to a new peer */
  constructor(maxPeers: number, random: Random, now: () => number, allowance = Number.POSITIVE_INFINITY) {
    this.#generationSize = Math.max(1, Math.floor(maxPeers / 2));
    this.#random = random;
    this.#now = now;
    this.#allowance = allowance;
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  /** The peer at an address and port; a new one if it is not known. */
  at(address: string, port: number): Peer {
    return this.find(address, port) ?? this.#create(address, port);
  }

  /** The peer at an address and port, if it is known. */
  find(address: string, port: number): Peer | undefined {
    const recent = this.#recent[port % RECENT_PEERS];
    if (recent !== undefined && recent.port === port && recent.address === address) return recent;
    const key = `${address} ${port}`;
    let peer = this.#young.get(key);
    if (peer === undefined) {
      peer = this.#old.get(key);
      if (peer === undefined) return undefined;
      this.#old.delete(key);
      this.#add(key, peer);
    }
    this.#recent[port % RECENT_PEERS] = peer;
    return peer;
  }

  #create(address: string, port: number): Peer {
    const firstMessageId = Math.floor(this.#random() * 0x1_0000);
    const peer = new PeerState<Delivery>(this.#nextId++, address, port, firstMessageId, this.#now);
    peer.allowance = this.#allowance;
    this.#add(`${address} ${port}`, peer);
    this.#recent[port % RECENT_PEERS] = peer;
    return peer;
  }

  #add(key: string, peer: Peer): void {
    if (this.#young.size >= this.#generationSize) this.#turn();
    this.#young.set(key, peer);
  }

  #turn(): void {
    // Else a busy peer would never be looked up below, and be forgotten as a silent one.
    this.#recent.fill(undefined);
    const forgotten = this.#old;
    this.#old = this.#young;
    this.#young = new Map();
    for (const [key, peer] of forgotten) if (peer.pins > 0) this.#old.set(key, peer);
  }
}
