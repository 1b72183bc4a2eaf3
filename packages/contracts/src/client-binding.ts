import type { WotError } from "@thingwright/errors";
import type { EffectiveForm, Operation, ThingDescription, UriTemplate } from "@thingwright/td";
import type { Content } from "./content.js";
import type { BindingManifest } from "./manifest.js";
import type { ClientAuthenticator } from "./security.js";

/** One Form × operation that the runtime wants to use. */
export interface FormRequest {
  readonly thing: ThingDescription;
  readonly form: EffectiveForm;
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
  /** Values for the URI Template; the runtime has validated them. */
  readonly variables?: Readonly<Record<string, unknown>>;
  /**
   * Address to use in place of the Form's, absolute or relative to it: where a peer said that an action's status is.
   * A binding must refuse (ProtocolError) an address of another origin than the Form's.
   */
  readonly location?: string;
  readonly signal?: AbortSignal;
  /** Milliseconds after which the exchange fails with TimeoutError; for a subscription: until it is established. */
  readonly timeoutMs: number;
}

/** The answer of a peer; an empty body when there was none. */
export interface Reply extends Content {
  /** Where the status of a started action can be asked for, verbatim. */
  readonly location?: string;
}

/** Receives what a subscription brings. Calls come in order; none after `error` or `complete`. */
export interface ContentSink {
  next(content: Content): void;
  /** The connection is lost and the binding tries to get it back: values may be missing from here on. */
  interrupted(error: WotError): void;
  /** The connection is back. */
  resumed(): void;
  /** Ended by failure. */
  error(error: WotError): void;
  /** Ended by the peer, properly. */
  complete(): void;
}

/** A running subscription at a peer. */
export interface RemoteSubscription {
  /** Ends it and tells the peer, in so far as the protocol has a way to. Idempotent; the sink hears nothing more. */
  stop(exchange?: Partial<Exchange>): Promise<void>;
}

/** A Form × operation with everything computed that does not change from use to use. */
export interface PreparedForm {
  /**
   * One request and its response: every operation that does not subscribe.
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
 * Every implementer must: do no I/O in `prepare`; bound every response; honour `signal` and `timeoutMs`; send
 * credentials to the origin of the Form only; share connections among all prepared Forms; translate every failure to
 * the taxonomy at its edge; take a peer's refusal as an error, never as success.
 */
export interface ClientBinding extends AsyncDisposable {
  readonly manifest: BindingManifest;
  prepare(request: FormRequest): PreparedForm | FormRefusal;
  /** Closes connections and ends subscriptions. Idempotent. */
  stop(): Promise<void>;
}
