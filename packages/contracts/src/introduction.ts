import type { WotError } from "@thingwright/errors";
import type { Clock } from "./clock.js";
import type { Content } from "./content.js";
import type { Logger } from "./logger.js";

/**
 * What is said to be at an address. A hint: when the Thing Description is there, its own type decides.
 *
 * @see WoT Discovery §7.1.1.1 (`ThingDirectory`)
 */
export type IntroducedKind = "thing" | "directory";

/** The address of a Thing Description that somebody told of (WoT Discovery §6). */
export interface Introduction {
  /** Absolute, and as little to be trusted as who said it. */
  readonly url: string;
  readonly kind?: IntroducedKind;
  /** Name of the introducer. */
  readonly via: string;
}

/** What an introducer may use while it looks. */
export interface IntroductionSearch {
  /** Ends the search: when the time is up, when enough has been found, when the caller aborts. */
  readonly signal: AbortSignal;
  /** Milliseconds that the search has in all, for those that plan ahead. The signal ends it anyway. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /**
   * The content at an address, over whatever binding takes it, bounded in size and time. Credentials are not sent.
   *
   * @throws {WotError} of the families UnsupportedError, ProtocolError, RemoteError, NetworkError, TimeoutError …
   */
  request(url: string, contentType: string): Promise<Content>;
  /** Told of what went wrong without ending the search: one of several hosts does not answer. */
  failed(error: WotError): void;
}

/**
 * Finds out where Thing Descriptions are: an introduction mechanism (WoT Discovery §6).
 *
 * Every implementer must: send nothing before the iteration begins; end soon after `signal` aborts, and by itself when it
 * has nothing more to find; bound what it keeps of what others send; fail with a WotError and nothing else, and only when
 * the whole search cannot go on; allow several searches at a time. It need not leave out what it has told before.
 */
export interface Introducer {
  /** Short name, told as `via`: `dns-sd`, `well-known`. */
  readonly name: string;
  find(search: IntroductionSearch): AsyncIterable<Introduction>;
}

/** A Thing Description that a Servient serves, to be made known to others. */
export interface Offer {
  /** For a person; not unique. */
  readonly title: string;
  /** Absolute, under an address that the server is meant to be reached by. */
  readonly url: string;
  readonly kind: IntroducedKind;
}

/**
 * Makes known to others what a Servient offers.
 *
 * Every implementer must: send nothing before the first `announce`; tell of the given addresses and of no other; take
 * back what has been announced and is offered no more, and all of it at `stop`; report later failures to the logger.
 */
export interface Announcer extends AsyncDisposable {
  readonly name: string;
  /**
   * Replaces what was announced before by `offers`. Does not wait until everybody knows.
   *
   * @throws {WotError} when nothing can be announced: no network, no address to tell
   */
  announce(offers: readonly Offer[], logger: Logger): Promise<void>;
  /** Takes everything back, within 2 s. Idempotent. */
  stop(): Promise<void>;
}
