import type { DtlsAddress } from "../carrier.js";
import type { Association } from "./association.js";

const keyOf = ({ address, port }: DtlsAddress): string => `${address} ${port}`;

/** The associations of a transport: by where the peer is, by its name above, and by connection ID. Bounded by who adds. */
export class AssociationTable {
  readonly #handshakes = new Map<string, Association>();
  readonly #sessions = new Map<string, Association>();
  readonly #names = new Map<string, Association>();
  readonly #cids = new Map<string, Association>();

  get sessionCount(): number {
    return this.#sessions.size;
  }

  get handshakeCount(): number {
    return this.#handshakes.size;
  }

  handshakeAt(where: DtlsAddress): Association | undefined {
    return this.#handshakes.get(keyOf(where));
  }

  sessionAt(where: DtlsAddress): Association | undefined {
    return this.#sessions.get(keyOf(where));
  }

  named(name: string): Association | undefined {
    return this.#names.get(name);
  }

  withCid(cid: Buffer): Association | undefined {
    return this.#cids.get(cid.toString("latin1"));
  }

  addHandshake(association: Association): void {
    this.#handshakes.set(keyOf(association), association);
    if (association.ownCid.length > 0) this.#cids.set(association.ownCid.toString("latin1"), association);
  }

  /** Its handshake is done; gives back the session that stood at the same address until now. */
  promote(association: Association): Association | undefined {
    const key = keyOf(association);
    if (this.#handshakes.get(key) === association) this.#handshakes.delete(key);
    const before = this.#sessions.get(key);
    this.#sessions.set(key, association);
    if (association.role === "server") this.#names.set(association.name, association);
    return before;
  }

  move(association: Association, address: string, port: number): void {
    const [before, after] = [keyOf(association), keyOf({ address, port })];
    for (const map of [this.#handshakes, this.#sessions]) {
      if (map.get(before) !== association) continue;
      map.delete(before);
      map.set(after, association);
    }
    association.address = address;
    association.port = port;
  }

  remove(association: Association): void {
    const key = keyOf(association);
    for (const map of [this.#handshakes, this.#sessions]) if (map.get(key) === association) map.delete(key);
    if (this.#names.get(association.name) === association) this.#names.delete(association.name);
    const cid = association.ownCid.toString("latin1");
    if (this.#cids.get(cid) === association) this.#cids.delete(cid);
  }

  /** The handshake as a server that is under way longest. */
  oldestHandshake(): Association | undefined {
    for (const association of this.#handshakes.values()) if (association.role === "server") return association;
    return undefined;
  }

  /** The session whose peer was silent longest. */
  idlestSession(): Association | undefined {
    let idlest: Association | undefined;
    for (const each of this.#sessions.values()) {
      if (idlest === undefined || each.lastHeardMs < idlest.lastHeardMs) idlest = each;
    }
    return idlest;
  }

  /** All of them, as they are now. */
  all(): readonly Association[] {
    return [...this.#handshakes.values(), ...this.#sessions.values()];
  }
}
