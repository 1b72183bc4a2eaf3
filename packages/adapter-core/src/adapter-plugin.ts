import type { Clock, CredentialStore, Credentials, Logger } from "@thingwright/contracts";
import type { Servient } from "@thingwright/core";
import type { Adapter } from "./adapter.js";
import type { SettingsOf } from "./part-settings.js";

/** What a program that runs adapters by a configuration gives to each of them. */
export interface AdapterEnvironment {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Secrets, by the ids of southbound descriptions. */
  readonly credentials?: CredentialStore;
  readonly settingsOf?: SettingsOf;
  /** Reads a file that an entry names. @throws {UsageError} WOT_ARGUMENT when it cannot be read */
  readFile(name: string): Promise<Uint8Array>;
  /** Folder for what must survive a restart, such as keys; it is the adapter's own. Absent: nothing may be kept. */
  readonly stateFolder?: string;
}

/** Where to look for what an adapter could bring. */
export interface FindOptions {
  /** Has clients for HTTP, CoAP and MQTT. */
  readonly servient: Servient;
  /** Ends the search. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Hosts to ask, beside what multicast finds. */
  readonly hosts?: readonly string[];
  /** URLs of MQTT brokers to listen at. */
  readonly brokers?: readonly string[];
  /** Those of the Servient: users of brokers, by their URLs. */
  readonly credentials?: CredentialStore;
}

/** Something that was found, as an entry of a configuration. */
export interface FoundEntry<Entry extends object = object> {
  readonly entry: Entry;
  /** For people: what it is, and where. */
  readonly title: string;
}

/** A secret for a store of credentials. */
export interface Secret {
  /** Of the southbound description that asks for it. */
  readonly id: string;
  /** Name of the security definition there. */
  readonly definition: string;
  readonly credentials: Credentials;
}

/** What pairing is done with. */
export interface PairOptions extends Pick<FindOptions, "servient" | "signal" | "clock"> {
  /** Tells the owner what to do now, such as to press a button. */
  tell(message: string): void;
}

/**
 * An adapter as programs run it that know it by a configuration only, such as a gateway.
 *
 * Every implementer must: name itself by one member of the configuration, describe its entries by a schema that takes
 * nothing unknown, keep secrets out of entries, end everything that it began in `Adapter.stop`, and start nothing on import.
 */
export interface AdapterPlugin<Entry extends object = object> {
  /** Member of the configuration that lists its entries, such as `zigbee2mqtt`. */
  readonly name: string;
  /** For people, such as `Zigbee2MQTT`. */
  readonly title: string;
  /** JSON Schema of one entry, an object. */
  readonly entrySchema: object;
  /** Whether what it keeps is for one program at a time: others start its entries only when asked to. */
  readonly isExclusive?: boolean;
  /** What of an entry tells it from others, also after it has changed. */
  keyOf(entry: Entry): string;
  /** @throws {WotError} when what it needs is away, or refuses: it is tried again */
  start(servient: Servient, entry: Entry, environment: AdapterEnvironment): Promise<Adapter>;
  /** Looks for what could be entries, until `signal` aborts or all has been found. Changes nothing anywhere. */
  find?(options: FindOptions): AsyncIterable<FoundEntry<Entry>>;
  /**
   * Gets the secret that an entry needs with the help of its owner.
   *
   * @throws {TimeoutError} WOT_TIMEOUT when the owner does not help in time
   */
  pair?(entry: Entry, options: PairOptions): Promise<Secret>;
}
