import { CredentialsError } from "@thingwright/errors";
import { isRecord } from "@thingwright/td";
import type { ProtocolClient, ProtocolClientFactory } from "../plug-in/interfaces.js";
import type { TheirCredentials } from "./their-credentials.js";
import { messageOf } from "./their-failure.js";

/** A client of theirs, and who uses it. */
export interface TheirClient {
  readonly client: ProtocolClient;
  /** Tells clients apart; without a secret. */
  readonly number: number;
  /** Running subscriptions; a client that has some is not let go of. */
  subscriptions: number;
}

/**
 * The clients that a factory of theirs gave. Credentials are a state of a client of theirs, and it sends them wherever it is sent: so each set of
 * credentials has a client of its own.
 */
export class TheirClients {
  readonly #factory: ProtocolClientFactory;
  readonly #maxClients: number;
  readonly #letGo: (client: ProtocolClient) => void;
  /** By credentials, the empty string for none; the latest used last. */
  readonly #byCredentials = new Map<string, TheirClient>();
  #count = 0;
  #ready = false;

  /** @param letGo - ends a client that is used no more; must not throw */
  constructor(factory: ProtocolClientFactory, maxClients: number, letGo: (client: ProtocolClient) => void) {
    this.#factory = factory;
    this.#maxClients = maxClients;
    this.#letGo = letGo;
  }

  /**
   * The client that brings `credentials`, and no other ones.
   *
   * @throws {CredentialsError} when the factory has one client for all, and others use it, or when it cannot bring these
   */
  of(credentials: TheirCredentials | undefined): TheirClient {
    const key = credentials === undefined ? "" : JSON.stringify(credentials);
    const known = this.#byCredentials.get(key);
    if (known === undefined) return this.#add(key, credentials);
    this.#byCredentials.delete(key);
    this.#byCredentials.set(key, known);
    return known;
  }

  /** All clients, which are forgotten. The factory is to be destroyed by whoever ends them. */
  takeAll(): readonly ProtocolClient[] {
    const all = [...this.#byCredentials.values()].map(({ client }) => client);
    this.#byCredentials.clear();
    return all;
  }

  #add(key: string, credentials: TheirCredentials | undefined): TheirClient {
    if (!this.#ready) this.#factory.init();
    this.#ready = true;
    const client = this.#factory.getClient();
    for (const each of this.#byCredentials.values()) if (each.client === client) throw sharedClient();
    if (credentials !== undefined) this.#secure(client, credentials);
    const added: TheirClient = { client, number: this.#count++, subscriptions: 0 };
    this.#byCredentials.set(key, added);
    this.#makeRoom(added);
    return added;
  }

  #secure(client: ProtocolClient, { metadata, credentials }: TheirCredentials): void {
    giveOwnConfiguration(client);
    const refusal = `the binding for ${this.#factory.scheme}: cannot bring credentials of the scheme ${metadata.scheme}`;
    let takes: boolean;
    try {
      takes = client.setSecurity([{ ...metadata }], { ...credentials });
    } catch (error) {
      throw new CredentialsError("WOT_CREDENTIALS_MISSING", `${refusal}: ${messageOf(error)}`, { cause: error });
    }
    if (!takes) throw new CredentialsError("WOT_CREDENTIALS_MISSING", refusal);
  }

  #makeRoom(added: TheirClient): void {
    for (const [key, each] of this.#byCredentials) {
      if (this.#byCredentials.size <= this.#maxClients) return;
      if (each === added || each.subscriptions > 0) continue;
      this.#byCredentials.delete(key);
      this.#letGo(each.client);
    }
  }
}

const sharedClient = (): CredentialsError =>
  new CredentialsError(
    "WOT_CREDENTIALS_MISSING",
    "the binding has one client for all, which would bring the credentials of one Thing to another",
  );

/** Clients of a factory may share the configuration that it was made with, and keep credentials in it, as those for `mqtts:` do. */
function giveOwnConfiguration(client: ProtocolClient & { config?: unknown }): void {
  if (isRecord(client.config)) client.config = { ...client.config };
}
