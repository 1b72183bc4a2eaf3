import type { Content, ContentSink, RemoteSubscription } from "@thingwright/contracts";
import type { WotError } from "@thingwright/errors";
import type { Listening } from "../connection/listener.js";
import type { Peer, PeerPool } from "./peer-pool.js";

/** What a sink's subscription has open; tells the sink nothing more once it has ended. */
export class RunningSubscription implements RemoteSubscription {
  readonly #listenings: Listening[] = [];
  readonly #sink: ContentSink;
  readonly #peers: PeerPool;
  readonly #peer: Peer;
  /** Who has it interrupted: the connection may be lost, and the server behind the broker as well. */
  #interruptions: Set<object> | undefined;
  #ended = false;
  #forget: (() => void) | undefined;

  /** @param peer - in use, and given back to `peers` in the end */
  constructor(sink: ContentSink, peers: PeerPool, peer: Peer) {
    this.#sink = sink;
    this.#peers = peers;
    this.#peer = peer;
  }

  /** Has `listening` stopped with the subscription, at once when it has ended meanwhile. */
  add(listening: Listening): void {
    if (this.#ended) void listening.stop();
    else this.#listenings.push(listening);
  }

  next(content: Content): void {
    if (!this.#ended) this.#sink.next(content);
  }

  /** Calls `tell` unless the subscription has ended. */
  tell(tell: (sink: ContentSink) => void): void {
    if (!this.#ended) tell(this.#sink);
  }

  /** Values may be missing until `source` says `resumed`, and everyone else who has said this. */
  interrupted(source: object, error: WotError): void {
    this.#interruptions ??= new Set();
    const isFirst = this.#interruptions.size === 0;
    this.#interruptions.add(source);
    if (isFirst) this.tell((sink) => sink.interrupted(error));
  }

  /** Takes back what `source` said; without that it has no effect. */
  resumed(source: object): void {
    if (this.#interruptions?.delete(source) && this.#interruptions.size === 0) this.tell((sink) => sink.resumed());
  }

  /** Ends the subscription by `tell`. */
  end(tell: (sink: ContentSink) => void): void {
    this.tell(tell);
    void this.stop();
  }

  /** Lets `signal` end the subscription. */
  endWith(signal: AbortSignal | undefined): void {
    if (signal === undefined) return;
    const abort = (): void => void this.stop();
    signal.addEventListener("abort", abort, { once: true });
    this.#forget = () => signal.removeEventListener("abort", abort);
    if (signal.aborted) abort();
  }

  async stop(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    this.#forget?.();
    try {
      await Promise.all(this.#listenings.map((listening) => listening.stop()));
    } finally {
      this.#peers.release(this.#peer);
    }
  }
}
