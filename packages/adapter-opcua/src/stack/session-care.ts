import { NetworkError, type WotError } from "@thingwright/errors";
import type { Namespaces } from "./namespaces.js";
import type { NodeOpcuaSubscription } from "./node-opcua.js";
import type { SessionParts } from "./session-parts.js";

/**
 * Watches over a session. The stack makes a lost channel anew and takes its session and its subscriptions with it; this tells of it, and ends
 * the session where that would not do: the server numbers its namespaces otherwise now, or it takes longer than a session lives.
 */
export class SessionCare {
  readonly #parts: SessionParts;
  readonly #namespaces: Namespaces;
  #isEnded = false;
  #isLost = false;

  constructor(parts: SessionParts, namespaces: Namespaces) {
    this.#parts = parts;
    this.#namespaces = namespaces;
    const { client, session } = parts;
    const lose = (): void => this.#lost();
    client.on("connection_lost", lose);
    client.on("start_reconnection", lose);
    client.on("connection_reestablished", () => void this.#back());
    client.on("close", () => this.#over("the connection is closed"));
    session.on("session_closed", () => this.#over("the server has closed the session"));
    session.on("keepalive_failure", lose);
    session.on("keepalive", () => {
      if (this.#isLost) void this.#back();
    });
  }

  /** A subscription that the server lets go of takes the session with it: a new one has them all. */
  follow(subscription: NodeOpcuaSubscription): void {
    subscription.on("internal_error", () => this.#over("the subscription has ended"));
    subscription.on("status_changed", () => this.#over("the server has ended the subscription"));
    subscription.on("error", () => this.#over("the subscription has ended"));
  }

  /** Nothing more is told. */
  end(): void {
    this.#isEnded = true;
  }

  #lost(): void {
    if (this.#isEnded || this.#isLost) return;
    this.#isLost = true;
    this.#parts.events.lost(away("the connection to the server is lost"));
  }

  async #back(): Promise<void> {
    if (this.#isEnded) return;
    try {
      const uris = await this.#parts.session.readNamespaceArray();
      if (this.#isEnded) return;
      if (JSON.stringify(uris) !== JSON.stringify(this.#namespaces.uris)) {
        return this.#over("the server numbers its namespaces otherwise now");
      }
      this.#isLost = false;
      this.#parts.events.restored();
    } catch {
      this.#over("the session could not be restored");
    }
  }

  #over(why: string): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#parts.events.ended(away(why));
  }
}

const away = (message: string): WotError => new NetworkError("WOT_NETWORK", message);
