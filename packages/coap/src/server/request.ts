import type { CoapOption } from "../message/option.js";
import type { RequestSecurity } from "../object-security/response-protector.js";
import type { CoapAddress } from "../transport/datagram-transport.js";
import type { CoapResponse } from "./response.js";

/** Why an observation ended. */
export type ObservationEnd =
  /** The client deregistered, or registered anew with the same token. */
  | "deregistered"
  /** The client rejected a notification. */
  | "rejected"
  /** The client stopped to acknowledge. */
  | "unreachable"
  /** An error response was sent, which ends an observation (RFC 7641 §4.2). */
  | "failed"
  /** The handler's response established nothing, or `cancel` was called. */
  | "cancelled"
  /** The server was closed. */
  | "closed";

/** What becomes of notifications while a Confirmable one is on its way. */
export interface ObservationTerms {
  /**
   * Whether only the newest is kept, as is right for a state (RFC 7641 §4.5.2); it takes the place of one that has to be
   * sent again. Otherwise all are sent in order, each after the acknowledgement of the Confirmable one before it. Default
   * true.
   */
  readonly conflate?: boolean;
  /** When not conflated: how many wait; beyond it the oldest makes room. Default 64. */
  readonly maxQueuedNotifications?: number;
  /**
   * What to send when the client has acknowledged nothing for `confirmableIntervalMs`, to see whether it still observes.
   * Default: the newest state; when not conflated, the answer to the registration.
   */
  readonly current?: () => CoapResponse;
}

/** One client's observation of one resource, as the handler that accepted it sees it. */
export interface ObservationSink {
  /**
   * Sends the resource's new state, or keeps it until the terms of the observation and the pace of the client allow it: one
   * Non-confirmable notification for each round trip (RFC 7641 §4.5.1), whatever the number of its observations. An error response ends the
   * observation once it has been sent. Does nothing once it has ended.
   */
  notify(response: CoapResponse): void;
  /** Called once with the reason when the observation ends; at once if it has ended. */
  onEnd(callback: (reason: ObservationEnd) => void): void;
  /** Ends the observation without telling the client. */
  cancel(): void;
  readonly ended: boolean;
}

/** A client's wish to observe. */
export interface ObservationOffer {
  /**
   * Takes the wish up. The handler's response to this request is then the first notification, provided that it is a
   * success; `notify` sends further ones. Of several calls the first counts.
   *
   * @throws {UsageError} WOT_RANGE if `maxQueuedNotifications` is no whole number above 0
   */
  accept(terms?: ObservationTerms): ObservationSink;
}

/** A request, complete with all blocks of its payload. */
export interface CoapRequest {
  /** Method as its code, see `Code`. */
  readonly method: number;
  /** `/` before each decoded Uri-Path value, see `pathOf`. The same string object for the same path: cheap to look up. */
  readonly path: string;
  /** The decoded Uri-Path values. */
  readonly segments: readonly string[];
  /** The decoded Uri-Query values. */
  readonly query: readonly string[];
  /** Content-Format of the payload. */
  readonly contentFormat: number | undefined;
  /** Content-Format that the client asks for; answer 4.06 if it cannot be had (RFC 7252 §5.10.4). */
  readonly accept: number | undefined;
  readonly payload: Uint8Array;
  /** Who asks. */
  readonly peer: CoapAddress;
  /** How the request was protected; `undefined` for a plain one. */
  readonly security: RequestSecurity | undefined;
  /** Who the peer proved to be to the transport: the identity of its key, or the name in its certificate. */
  readonly transportIdentity: string | undefined;
  readonly confirmable: boolean;
  /**
   * Whether it was sent to a multicast group. A success is then sent after a random leisure, and an error not at all:
   * answer with one where you have nothing useful to say (RFC 7252 §8.2).
   */
  readonly multicast: boolean;
  readonly token: Uint8Array;
  /** Whether it has one of the critical `understoodOptions`, which the handler then finds in `options`. */
  readonly hasUnderstoodOption: boolean;
  /** The wish to observe; absent when there is none, or when a limit on observers is reached. */
  readonly observe: ObservationOffer | undefined;
  /** Every option, in the order of the wire, for what the fields above don't show. */
  readonly options: readonly CoapOption[];
  /** Aborted when nobody waits for the answer any more: the handler's time is up or the server closes. */
  readonly signal: AbortSignal;
}
