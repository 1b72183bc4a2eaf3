import type { Problem, WotError } from "@thingwright/errors";
import type { DataSchema, Operation } from "@thingwright/td";
import type { Content } from "./content.js";
import type { MaybePromise } from "./maybe-promise.js";
import type { PresentedCredentials } from "./security.js";

/** A request that reached a server, in the words of no protocol. */
export interface InboundRequest {
  readonly content?: Content;
  /** Values of `uriVariables` as they came, still text; the runtime converts and validates them. */
  readonly variables?: Readonly<Record<string, string>>;
  /** The content type to answer with: one that the affordance offers. Absent for its first. */
  readonly accept?: string;
  /** Credentials that came along, verified by nobody yet; absent where the protocol carries none with a request. */
  readonly presented?: PresentedCredentials;
  /** Aborted when the peer has gone. */
  readonly signal?: AbortSignal;
}

/** One value that an observed property or an event brought. */
export interface Emission {
  /** Grows by one with each value of one affordance, from 1. */
  readonly sequence: number;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Encoded once for all subscribers that share a content type. */
  readonly content: Content;
  /** Of all events: the one that happened has no data, and the `null` in `content` only keeps its place. */
  readonly isWithoutData?: boolean;
}

/** A server's end of a subscription. Must not throw and must not wait: a slow reader is its server's concern. */
export interface Subscriber {
  next(emission: Emission): void;
  /** Ended by failure. */
  error(error: WotError): void;
  /** Ended because the Thing is withdrawn. */
  complete(): void;
}

export interface HostedSubscription {
  /** Idempotent. */
  cancel(): void;
  /**
   * Tells apart subscribers of all properties or all events who may hear of different ones; absent where all hear the
   * same. A server must not repeat to one what it kept for another.
   */
  readonly view?: string;
}

/** Terms common to the three kinds of affordance. */
export interface HostedAffordance {
  readonly name: string;
  /** Content types that it really can be asked for, the preferred one first; never empty. */
  readonly contentTypes: readonly string[];
  readonly uriVariables: ReadonlyMap<string, DataSchema>;
  /**
   * What the produced document declares for `operation` by a term of a binding's own vocabulary, such as a quality of
   * service: in a Form hint that is for that operation, else at the affordance; `undefined` where it declares nothing.
   * The value is as it came: who asks must check it.
   *
   * @param iri - of the term, whatever prefix the document has for it
   */
  declared(iri: string, operation: Operation): unknown;
}

/*
 * All verbs below: return a value when they can, a promise when they must; fail (throw or reject) with a WotError of
 * the taxonomy and nothing else, after verifying credentials, decoding and validating. A binding calls them with
 * whatever a peer sent.
 */

export interface HostedProperty extends HostedAffordance {
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  readonly observable: boolean;
  read(request: InboundRequest): MaybePromise<Content>;
  write(request: InboundRequest): MaybePromise<void>;
  observe(request: InboundRequest, subscriber: Subscriber): MaybePromise<HostedSubscription>;
}

/**
 * State of an invocation of an action (W3C WoT Profile, `ActionStatus`). A binding sends it as `application/json`,
 * whatever the content types of the action, and says where to ask again.
 */
export interface ActionStatus {
  readonly id: string;
  readonly status: "pending" | "running" | "completed" | "failed";
  readonly output?: unknown;
  readonly error?: Problem;
  /** RFC 3339 date-time. */
  readonly timeRequested: string;
  readonly timeEnded?: string;
}

/** An action's answer: its output, or, when it goes on by itself, its status. */
export type InvocationReply =
  | { readonly kind: "output"; readonly content: Content }
  | { readonly kind: "status"; readonly status: ActionStatus };

export interface HostedAction extends HostedAffordance {
  /** True when `invoke` answers with the output; false when it answers with a status at once. */
  readonly synchronous: boolean;
  invoke(request: InboundRequest): MaybePromise<InvocationReply>;
  /** Status of one invocation, of the latest without an id. */
  query(id: string | undefined, request: InboundRequest): MaybePromise<ActionStatus>;
  cancel(id: string | undefined, request: InboundRequest): MaybePromise<void>;
}

export interface HostedEvent extends HostedAffordance {
  /**
   * Whether the event has a schema of what a subscription says, so that the content of the request to subscribe means
   * something. Absent: it has none.
   */
  readonly takesSubscription?: boolean;
  subscribe(request: InboundRequest, subscriber: Subscriber): MaybePromise<HostedSubscription>;
}

/** A Thing Description as it is served. */
export interface HostedDescription {
  /** `application/td+json`; the same bytes until the Thing's forms change. */
  readonly content: Content;
  /** Strong validator without quotes; another one for each content. */
  readonly etag: string;
  /** Only for whoever asked: no cache may give it to somebody else. */
  readonly isPersonal?: boolean;
}

/**
 * An exposed Thing as a server binding sees it: compiled, validated, secured.
 *
 * Names are looked up in Maps, so that no name reaches a prototype.
 */
export interface HostedThing {
  readonly id: string;
  /** Unique within its Servient; safe as one segment of a path or topic: `[a-z0-9-]+`. */
  readonly slug: string;
  readonly title: string;
  readonly properties: ReadonlyMap<string, HostedProperty>;
  readonly actions: ReadonlyMap<string, HostedAction>;
  readonly events: ReadonlyMap<string, HostedEvent>;
  /** Content types of the verbs of the whole Thing. */
  readonly contentTypes: readonly string[];
  /**
   * The whole description; for a `request`, what whoever asks may see of it.
   *
   * @throws {CredentialsError} when the description is for nobody, or for somebody else
   */
  description(): HostedDescription;
  description(request: InboundRequest): MaybePromise<HostedDescription>;
  /** An object of all readable properties without `uriVariables`. */
  readAllProperties(request: InboundRequest): MaybePromise<Content>;
  /** The same of these. `names` is what a client had in its variable `names`; unknown ones are refused. */
  readMultipleProperties(names: readonly string[], request: InboundRequest): MaybePromise<Content>;
  /** Body: an object of property values. Every name and value is checked before the first is written. */
  writeMultipleProperties(request: InboundRequest): MaybePromise<void>;
  /** Like `writeMultipleProperties`, and every writable property must be there. */
  writeAllProperties(request: InboundRequest): MaybePromise<void>;
  /** Emissions carry an object with the one property that changed. */
  observeAllProperties(request: InboundRequest, subscriber: Subscriber): MaybePromise<HostedSubscription>;
  /**
   * The same of these properties alone; unknown names are refused. Absent: who wants some observes them one by one.
   */
  observeMultipleProperties?(
    names: readonly string[],
    request: InboundRequest,
    subscriber: Subscriber,
  ): MaybePromise<HostedSubscription>;
  /** Emissions carry an object with the one event that happened. */
  subscribeAllEvents(request: InboundRequest, subscriber: Subscriber): MaybePromise<HostedSubscription>;
  /** Statuses by action name, the latest first; a binding sends them as one JSON object of lists. */
  queryAllActions(request: InboundRequest): MaybePromise<ReadonlyMap<string, readonly ActionStatus[]>>;
}
