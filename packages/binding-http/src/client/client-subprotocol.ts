import type { FormRefusal, FormRequest, PreparedForm } from "@thingwright/contracts";
import type { CallbackReceiver } from "./callback-receiver.js";
import type { HttpClientSettings } from "./client-options.js";
import type { OpenSubscriptions } from "./open-subscriptions.js";
import type { Transport } from "./transport.js";

/** What a client lends its subprotocols. */
export interface SubprotocolHost {
  readonly transport: Transport;
  readonly settings: HttpClientSettings;
  /** Every subscription belongs in here: they end with the client. */
  readonly subscriptions: OpenSubscriptions;
  /** Where peers can call back; `undefined` when nobody said so. */
  readonly callbacks: CallbackReceiver | undefined;
}

/**
 * A way to carry Forms that one HTTP request and its response cannot carry.
 *
 * Every implementer must keep the rules of a ClientBinding for the Forms that it takes.
 */
export interface ClientSubprotocol {
  /** Value of `subprotocol` in a Form. */
  readonly name: string;
  /** Schemes of the addresses that it takes, in lower case, without the colon. */
  readonly schemes: readonly string[];
  /**
   * What the Form comes down to, a refusal with the reason, or `undefined` for an operation that an ordinary request
   * carries. Does no I/O and never throws.
   */
  prepare(request: FormRequest): PreparedForm | FormRefusal | undefined;
  /** Lets go of what it holds beside subscriptions. Idempotent. */
  stop(): Promise<void>;
}

/** Makes a subprotocol for one client. */
export type ClientSubprotocolFactory = (host: SubprotocolHost) => ClientSubprotocol;
