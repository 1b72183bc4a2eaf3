import type { MessageView } from "../message/message-view.js";
import { type CoapOption, uintOption } from "../message/option.js";
import type { Capacity } from "../reliability/capacity.js";
import { Custody } from "./custody.js";
import { PeerSettings } from "./peer-settings.js";
import { criticalOptionOf, diagnosticOf, SignalCode, SignalOption, signal } from "./signal.js";
import type { StreamExchange } from "./stream-exchange.js";

const CUSTODY: CoapOption = { number: SignalOption.Custody, value: new Uint8Array(0) };

/** What signaling messages do to a connection. */
export interface SignaledConnection {
  /** Whether the peer has sent its capabilities and settings. */
  readonly isOpen: boolean;
  /** Requests of the peer that have no answer. */
  readonly unanswered: ReadonlySet<StreamExchange>;
  write(message: Uint8Array): void;
  /** The peer has said what it takes, for the first time or anew. */
  onSettings(capacity: Capacity): void;
  /** The peer asks for the end of the connection. */
  onRelease(release: MessageView): void;
  /** The peer has ended the connection. @param said - why, safe to show; may be empty */
  onAborted(said: string): void;
  /** The peer broke a rule. */
  abort(why: string, section: string, options?: readonly CoapOption[]): void;
}

/**
 * The signaling messages of a peer.
 *
 * @see RFC 8323 §5
 */
export class Signaling {
  readonly settings = new PeerSettings();
  readonly #connection: SignaledConnection;
  readonly #custody = new Custody();

  constructor(connection: SignaledConnection) {
    this.#connection = connection;
  }

  /** Takes a message of class 7. Of codes that are not known nothing is said: they are passed over. */
  take(view: MessageView): void {
    const { code } = view;
    const critical = criticalOptionOf(view);
    if (!this.#connection.isOpen && code !== SignalCode.CSM && code !== SignalCode.Abort) this.refuseFirst();
    else if (critical !== undefined) this.#refuseOption(code, critical);
    else if (code === SignalCode.CSM) this.#takeSettings(view);
    else if (code === SignalCode.Ping) this.#takePing(view);
    else if (code === SignalCode.Release) this.#connection.onRelease(view);
    else if (code === SignalCode.Abort) this.#connection.onAborted(diagnosticOf(view));
  }

  /** Whatever comes first must be a Capabilities and Settings Message (§3.3). */
  refuseFirst(): void {
    this.#connection.abort("the first message is no Capabilities and Settings Message", "RFC 8323 §3.3");
  }

  /** A request has its answer: Pings that waited for that get theirs. */
  settle(exchange: StreamExchange): void {
    for (const token of this.#custody.settle(exchange)) this.#pong(token, [CUSTODY]);
  }

  #takeSettings(view: MessageView): void {
    this.settings.take(view);
    this.#connection.onSettings(this.settings.capacity);
  }

  #takePing(view: MessageView): void {
    const token = view.token();
    const { unanswered } = this.#connection;
    if (!asksForCustody(view)) this.#pong(token, []);
    else if (unanswered.size === 0) this.#pong(token, [CUSTODY]);
    else if (this.#custody.hasRoom) this.#custody.keep(token, unanswered);
    else this.#pong(token, []);
  }

  #pong(token: Uint8Array, options: readonly CoapOption[]): void {
    this.#connection.write(signal(SignalCode.Pong, { token, options }));
  }

  #refuseOption(code: number, number: number): void {
    const options = code === SignalCode.CSM ? [uintOption(SignalOption.BadCsmOption, number)] : [];
    this.#connection.abort(`critical option ${number} is not understood`, "RFC 8323 §5.2", options);
  }
}

function asksForCustody(view: MessageView): boolean {
  const cursor = view.options();
  while (cursor.next()) if (cursor.number === SignalOption.Custody) return true;
  return false;
}
