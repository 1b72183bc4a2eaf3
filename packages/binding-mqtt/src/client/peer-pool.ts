import { randomUUID } from "node:crypto";
import type { Timer } from "@thingwright/contracts";
import { type CredentialsError, NetworkError } from "@thingwright/errors";
import { BrokerConnection } from "../connection/broker-connection.js";
import { type ConnectionIdentity, connectionKey } from "../connection/connection-identity.js";
import { VersionMemory } from "../connection/open-best-session.js";
import type { BrokerAddress } from "../form/broker-address.js";
import type { ClientSettings } from "./client-options.js";
import { ReplyInbox } from "./reply-inbox.js";

/** Who connects by the credentials of whoever uses the connection, now or in the face of a refusal; see `renewIdentity`. */
export type CurrentIdentity = (refusal?: CredentialsError) => Promise<ConnectionIdentity | undefined>;

/** A broker, as one user sees it. */
export interface Peer {
  readonly connection: BrokerConnection;
  readonly replies: ReplyInbox;
}

interface PooledPeer extends Peer {
  /** Of broker and credentials; another one once the connection is made again with others. Holds secrets. */
  key: string;
  currentIdentity: CurrentIdentity;
  uses: number;
  idle: Timer | undefined;
}

/** One connection for each broker and credentials, shared by all forms, closed when nobody has used it for a while. */
export class PeerPool {
  readonly #settings: ClientSettings;
  readonly #versions = new VersionMemory();
  readonly #peers = new Map<string, PooledPeer>();
  #stopped = false;

  constructor(settings: ClientSettings) {
    this.#settings = settings;
  }

  /**
   * Takes the peer into use until `release`.
   *
   * @param currentIdentity - asked when the connection is made again
   * @throws {NetworkError} when there are too many, or after `close`
   */
  acquire(address: BrokerAddress, identity: ConnectionIdentity, currentIdentity: CurrentIdentity): Peer {
    const key = connectionKey(address, identity);
    let peer = this.#peers.get(key);
    if (peer === undefined) {
      peer = this.#create(key, address, identity, currentIdentity);
      this.#peers.set(key, peer);
    }
    peer.currentIdentity = currentIdentity;
    peer.uses += 1;
    peer.idle?.cancel();
    return peer;
  }

  release(peer: Peer): void {
    const pooled = peer as PooledPeer;
    pooled.uses -= 1;
    if (pooled.uses > 0 || this.#stopped) return;
    pooled.idle?.cancel();
    pooled.idle = this.#settings.clock.after(this.#settings.idleTimeoutMs, () => void this.#discard(pooled));
  }

  /** Closes all connections. Idempotent. */
  async close(): Promise<void> {
    this.#stopped = true;
    await Promise.all([...this.#peers.values()].map((peer) => this.#discard(peer)));
  }

  #create(
    key: string,
    address: BrokerAddress,
    identity: ConnectionIdentity,
    currentIdentity: CurrentIdentity,
  ): PooledPeer {
    if (this.#stopped) throw new NetworkError("WOT_NETWORK", "the MQTT client was stopped", { sent: false });
    this.#makeRoom();
    const { clientIdPrefix, ...settings } = this.#settings;
    const connection = new BrokerConnection({
      ...settings,
      ...identity,
      address,
      clientId: `${clientIdPrefix}-${randomUUID().replaceAll("-", "").slice(0, 20)}`,
      versions: this.#versions,
      persistent: false,
      renewIdentity: (refusal) => this.#renewIdentity(peer, refusal),
    });
    const replies = new ReplyInbox(connection, settings);
    const peer: PooledPeer = { key, currentIdentity, connection, replies, uses: 0, idle: undefined };
    return peer;
  }

  /** From then on the peer is that of whom it is connected as, and nobody else comes to use it. */
  async #renewIdentity(peer: PooledPeer, refusal?: CredentialsError): Promise<ConnectionIdentity | undefined> {
    const identity = await peer.currentIdentity(refusal);
    if (identity === undefined) return undefined;
    const { clientId, options } = peer.connection;
    const key = connectionKey(options.address, identity);
    if (key === peer.key || this.#peers.get(peer.key) !== peer) return identity;
    this.#peers.delete(peer.key);
    // The new ones may have a connection already.
    peer.key = this.#peers.has(key) ? `${key}\0${clientId}` : key;
    this.#peers.set(peer.key, peer);
    return identity;
  }

  #makeRoom(): void {
    const { maxConnections } = this.#settings;
    if (this.#peers.size < maxConnections) return;
    for (const peer of this.#peers.values()) {
      if (peer.uses > 0) continue;
      void this.#discard(peer);
      return;
    }
    const message = `more than ${maxConnections} broker connections are in use (maxConnections)`;
    throw new NetworkError("WOT_NETWORK", message, { sent: false });
  }

  #discard(peer: PooledPeer): Promise<void> {
    peer.idle?.cancel();
    this.#peers.delete(peer.key);
    return peer.connection.close();
  }
}
