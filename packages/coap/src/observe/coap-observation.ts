import type { CoapClientResponse, IncomingResponse } from "../client/client-response.js";

/** A client's observation of a resource: its states as they become known, the first one included. */
export interface CoapObservation extends AsyncIterable<CoapClientResponse>, AsyncDisposable {
  /**
   * Whether the server took the registration up. If not, its answer is the only one that will come: the resource cannot
   * be observed, or the server has no room.
   */
  readonly established: boolean;
  /** The answer to the registration. Its payload may still be the first block only; iteration gives it complete. */
  readonly registration: CoapClientResponse;
  /** Whether no more notifications will come. */
  readonly ended: boolean;
  /** Ends the observation and tells the server (RFC 7641 §3.6). Resolves when it knows, or after a few seconds; never rejects. */
  cancel(): Promise<void>;
}

export interface ClientObservationOptions {
  /** Called with each state instead of queueing for iteration. */
  readonly onNotification?: (response: CoapClientResponse) => void;
  /** Called once when no more will come; with the error if there was one. */
  readonly onEnd?: (error?: unknown) => void;
  /** States queued for iteration; the oldest makes room. Default 16. */
  readonly maxQueuedNotifications?: number;
  /**
   * Whether to register anew when Max-Age and 5 to 15 s more have passed without a notification; the observation ends when
   * that fails. `"always"` goes on then: an error response is a state like others, and it and silence are followed by another
   * attempt when their Max-Age has passed. Default true.
   */
  readonly reregister?: boolean | "always";
}

/** What the client does with an observation beside its caller. */
export interface ObservationHooks extends ClientObservationOptions {
  /** Called with each state before anybody else sees it. */
  readonly onState?: (response: IncomingResponse) => void;
}
