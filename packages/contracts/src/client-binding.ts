import type { WotError } from "@thingwright/errors";
import type { EffectiveForm, Operation, ThingDescription, UriTemplate } from "@thingwright/td";
import type { Content } from "./content.js";
import type { BindingManifest } from "./manifest.js";
import type { AuthenticationCarrier, ClientAuthenticator } from "./security.js";

/** One Form × operation that the runtime wants to use. */
export interface FormRequest {
  readonly thing: ThingDescription;
  readonly form: EffectiveForm;
  /** Never one that begins with `un`: the `stop` of the subscription carries those out. */
  readonly operation: Operation;
  /** Name of the affordance; `undefined` for a Form at the Thing. */
  readonly affordance?: string;
  /** `form.href`, compiled. */
  readonly href: UriTemplate;
  /** `undefined` when the Form needs no credentials. */
  readonly authenticator?: ClientAuthenticator;
}

/** Why a Form cannot be used by this binding; a sentence for a person. */
export interface FormRefusal {
  readonly refused: string;
}

/** One use of a prepared Form. */
export interface Exchange {
  /** The body to send. */
  readonly content?: Content;
  /**
   * Values for the URI Template; the runtime has validated them. Those of `readmultipleproperties` are the names, a list
   * of strings under `names`, which the Form's template has as `{?names}` or its like.
   */
  readonly variables?: Readonly<Record<string, unknown>>;
  /**
   * Address to use in place of the Form's, absolute or relative to it: where a peer said that an action's status is.
   * A binding must refuse (ProtocolError) an address of another origin than the Form's.
   */
  readonly location?: string;
  readonly signal?: AbortSignal;
  /**
   * Milliseconds after which the exchange fails with TimeoutError; for a subscription: until it is established. A binding that
   * knows that the peer cannot have the request by then says so (`sent: false`): another Form may be tried.
   */
  readonly timeoutMs: number;
}

/** The answer of a peer; an empty body when there was none. */
export interface Reply extends Content {
  /**
   * Where the status of a started action can be asked for, verbatim; the body is then its `ActionStatus` as
   * `application/json`. Absent when the action has ended with its output.
   */
  readonly location?: string;
  /**
   * Position in the Form's `additionalResponses` of the entry that this answer is, be it a success or not: the runtime
   * decodes it by that entry. Absent for the Form's own response. A binding must reject all other refusals.
   */
  readonly additionalResponse?: number;
  /** The peer's status in its protocol's own notation; there with `additionalResponse`. */
  readonly status?: string;
}

/**
 * Receives what a subscription brings. Calls come in order; none after `error` or `complete`, none after `stop` has
 * resolved.
 *
 * The value that an observed property has at the time of the subscription may come first, once, where the protocol brings
 * it; an event has no such value. Then every emission comes once, or, where the protocol lets a server skip values for a
 * slow reader, the latest at least. Whoever needs the first value and cannot be sure of it reads it.
 */
export interface ContentSink {
  next(content: Content): void;
  /**
   * Values may be missing from here on: the connection is lost and the binding tries to get it back, who gives them is away,
   * or one was left out for its size.
   */
  interrupted(error: WotError): void;
  /** What comes from here on is complete again. */
  resumed(): void;
  /** Ended by failure. */
  error(error: WotError): void;
  /** Ended by the peer, properly. */
  complete(): void;
}

/** A running subscription at a peer. */
export interface RemoteSubscription {
  /**
   * Ends it and tells the peer, in so far as the protocol has a way to: carries out the operation that begins with `un`.
   * Resolves when the sink is silent, also when the peer is gone and cannot be told; rejects when a peer that is there
   * refuses, as the subscription may go on at its end. Idempotent. An abort of the subscription's `signal` does the same;
   * the sink may then hear one AbortError.
   */
  stop(exchange?: Partial<Exchange>): Promise<void>;
}

/** A Form × operation with everything computed that does not change from use to use. */
export interface PreparedForm {
  /**
   * One request and its response: every operation that does not subscribe. `queryaction` and `cancelaction` are about the
   * invocation at `location`, the latest without one. `queryallactions` answers with `application/json`: an object that has
   * for each action a list of its `ActionStatus`es, the latest first.
   *
   * @throws {WotError} of the families CredentialsError, ProtocolError, RemoteError, NetworkError, TimeoutError,
   *   AbortError; rejects, never throws synchronously
   */
  request(exchange: Exchange): Promise<Reply>;
  /**
   * Resolves once the subscription is established: `observeproperty`, `observeallproperties`, `subscribeevent`,
   * `subscribeallevents`. Rejects like `request`; afterwards only the sink hears.
   */
  subscribe(exchange: Exchange, sink: ContentSink): Promise<RemoteSubscription>;
}

/**
 * The consuming half of a protocol binding.
 *
 * Every implementer must: do no I/O in `prepare` and never throw there; serve any number of exchanges by one prepared
 * Form at a time; send nothing when the signal has aborted before; bound every response; honour `signal` and `timeoutMs`; send
 * credentials to the origin of the Form only; share connections among all prepared Forms; translate every failure to
 * the taxonomy at its edge; take a peer's refusal as an error, never as success.
 */
export interface ClientBinding extends AsyncDisposable {
  readonly manifest: BindingManifest;
  /**
   * Carriers of the manifest that exchanges by `form` have, where that depends on it: a key of the connection needs TLS.
   * Default: all of them.
   */
  carriersOf?(form: EffectiveForm): readonly AuthenticationCarrier[];
  /** A refusal for a scheme, subprotocol, operation, address or carrier that this binding does not have. */
  prepare(request: FormRequest): PreparedForm | FormRefusal;
  /** Closes connections and ends subscriptions. Idempotent. */
  stop(): Promise<void>;
}
