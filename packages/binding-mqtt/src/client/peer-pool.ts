import { randomUUID } from "node:crypto";
import type { Timer } from "@thingwright/contracts";
import { NetworkError } from "@thingwright/errors";
import { BrokerConnection } from "../connection/broker-connection.js";
import { VersionMemory } from "../connection/open-best-session.js";
import type { BrokerAddress } from "../form/broker-address.js";
import type { ClientSettings } from "./client-options.js";
import { ReplyInbox } from "./reply-inbox.js";

/** A user of the MQTT connection. */
export interface ConnectionUser {
  readonly name: string;
  readonly password: string;
}

/** Whom the credentials of who uses a connection name by now. */
export type CurrentUser = () => Promise<ConnectionUser | undefined>;

/** A broker, as one user sees it. */
export interface Peer {
  readonly connection: BrokerConnection;
  readonly replies: ReplyInbox;
}

interface PooledPeer extends Peer {
  /** Broker and user; another one once the connection is made again for another user. */
  key: string;
  currentUser: CurrentUser;
  uses: number;
  idle: Timer | undefined;
}

/** One connection for each broker and user, shared by all forms, closed when nobody has used it for a while. */
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
   * @param currentUser - asked when the connection is made again
   * @throws {NetworkError} when there are too many, or after `close`
   */
  acquire(address: BrokerAddress, user: ConnectionUser | undefined, currentUser: CurrentUser): Peer {
    const key = keyOf(address, user);
    let peer = this.#peers.get(key);
    if (peer === undefined) {
      peer = this.#create(key, address, user, currentUser);
      this.#peers.set(key, peer);
    }
    peer.currentUser = currentUser;
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

  #create(key: string, address: BrokerAddress, user: ConnectionUser | undefined, currentUser: CurrentUser): PooledPeer {
    if (this.#stopped) throw new NetworkError("WOT_NETWORK", "the MQTT client was stopped", { sent: false });
    this.#makeRoom();
    const { clientIdPrefix, maxPendingRequests, ...settings } = this.#settings;
    const connection = new BrokerConnection({
      ...settings,
      ...(user === undefined ? {} : { user }),
      address,
      clientId: `${clientIdPrefix}-${randomUUID().replaceAll("-", "").slice(0, 20)}`,
      versions: this.#versions,
      persistent: false,
      renewUser: () => this.#renewUser(peer),
    });
    const replies = new ReplyInbox(connection, maxPendingRequests);
    const peer: PooledPeer = { key, currentUser, connection, replies, uses: 0, idle: undefined };
    return peer;
  }

  /** From then on the peer is that of the user it is connected for, and nobody else comes to use it. */
  async #renewUser(peer: PooledPeer): Promise<ConnectionUser | undefined> {
    const user = await peer.currentUser();
    const { clientId, options } = peer.connection;
    const key = keyOf(options.address, user);
    if (key === peer.key || this.#peers.get(peer.key) !== peer) return user;
    this.#peers.delete(peer.key);
    // The new user may have a connection already.
    peer.key = this.#peers.has(key) ? `${key}\0${clientId}` : key;
    this.#peers.set(peer.key, peer);
    return user;
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

const keyOf = ({ url }: BrokerAddress, user: ConnectionUser | undefined): string =>
  user === undefined ? url : `${url}\0${user.name}\0${user.password}`;
