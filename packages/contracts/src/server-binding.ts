import type { Form, Link } from "@thingwright/td";
import type { HostedThing } from "./hosted-thing.js";
import type { Logger } from "./logger.js";
import type { BindingManifest } from "./manifest.js";

/** The Things of a Servient, for listings. */
export interface ThingListing {
  /** In the order in which they were exposed. */
  all(): Iterable<HostedThing>;
  /** By `id`. */
  get(id: string): HostedThing | undefined;
  /** Whether anybody may see all descriptions; otherwise each says itself what whoever asks may see. */
  readonly isOpen: boolean;
}

/** What a server binding gets from the Servient that it serves. */
export interface ServerHost {
  readonly things: ThingListing;
  readonly logger: Logger;
}

/** Forms of a Thing, by where they stand in its description. */
export interface OfferedForms {
  readonly properties: ReadonlyMap<string, readonly Form[]>;
  readonly actions: ReadonlyMap<string, readonly Form[]>;
  readonly events: ReadonlyMap<string, readonly Form[]>;
  readonly thing: readonly Form[];
}

/**
 * The Forms that a server binding offers for a Thing: absolute addresses, in order of preference. They may be made anew at
 * each look at them.
 */
export interface ThingForms extends OfferedForms {
  /** What else there is of the Thing at this server, such as where it says whether it is there; absolute addresses. */
  readonly links?: readonly Link[];
  /**
   * URIs of the profiles whose protocol binding the server meets for this Thing. What does not depend on a protocol,
   * security above all, the runtime judges before it claims them.
   *
   * @param offered - these very Forms, looked at before
   */
  profiles?(offered: OfferedForms): readonly string[];
}

/**
 * The exposing half of a protocol binding.
 *
 * Every implementer must: bound everything that a peer can make grow (body, header, connections, subscriptions, time)
 * by a named limit with a default; answer every refusal with the status of the error table; survive every input;
 * offer Forms only for operations that it carries out; drop or conflate for a slow reader and never buffer without
 * bound; listen on loopback unless told otherwise.
 */
export interface ServerBinding extends AsyncDisposable {
  readonly manifest: BindingManifest;
  /**
   * Listens. Comes before the first `expose`.
   *
   * @throws {UsageError} WOT_ADDRESS_IN_USE when the address is taken
   */
  start(host: ServerHost): Promise<void>;
  /** Base URIs under which peers reach this server, without a trailing slash; empty before `start`. */
  addresses(): readonly string[];
  /**
   * Where this server serves the description of an exposed Thing: an absolute URL under its first address. Absent where it
   * serves none.
   */
  descriptionUrl?(thing: Pick<HostedThing, "slug" | "id">): string;
  /**
   * Where it serves the description of its only Thing or, while it has several, that of the Thing Description Directory that it
   * then is (WoT Discovery §7.3). Absent where it is none.
   */
  directoryUrl?(): string;
  /** True when it can be reached from another machine. */
  readonly isPublic: boolean;
  /**
   * Adds a Thing and says with which Forms: one for each operation that the manifest claims and the Thing can do, and for
   * each content type, the preferred one first. Must not wait for a property or an action of the Thing to answer: one that
   * never does must not hold up the others.
   */
  expose(thing: HostedThing): Promise<ThingForms>;
  /** Removes a Thing, completing its subscriptions. Unknown ids are ignored. */
  withdraw(id: string): Promise<void>;
  /** Ends subscriptions and connections and stops listening, within 2 s. Idempotent. */
  stop(): Promise<void>;
}
