import type { Patience } from "@thingwright/contracts";
import type { WotError } from "@thingwright/errors";
import type { GroupTelegram } from "./group-telegram.js";

/** What a link tells of. Must not throw. */
export interface LinkListener {
  /** A telegram that somebody else sent. */
  heard(telegram: GroupTelegram): void;
  /** The link is of no use any more. Comes once, and nothing comes after it; not after `close`. */
  lost(error: WotError): void;
}

/** One open way onto the bus. */
export interface BusLink {
  /**
   * Sends a telegram; resolves when it is on the bus, as far as the medium can tell. One at a time: the caller waits before it
   * sends the next.
   *
   * @throws {NetworkError} WOT_NETWORK when nobody has acknowledged it, or the link is lost
   * @throws {TimeoutError} WOT_TIMEOUT; AbortError WOT_ABORTED
   */
  send(telegram: GroupTelegram, patience: Patience): Promise<void>;
  /** Takes leave and closes it. Idempotent, never rejects. */
  close(): Promise<void>;
}

/** Opens a way onto the bus. @throws {WotError} of the families NetworkError, TimeoutError, RemoteError, AbortError */
export type OpenLink = (listener: LinkListener, signal: AbortSignal) => Promise<BusLink>;
