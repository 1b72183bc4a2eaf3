import type { Emission, HostedSubscription, Subscriber } from "@thingwright/contracts";
import type { WotError } from "@thingwright/errors";
import type { EmissionFeed } from "./emission-feed.js";
import type { EmissionSource } from "./emission-source.js";
import type { InboundHttpRequest } from "./inbound-http-request.js";
import { settle } from "./settle.js";
import type { OpenSubscription } from "./subscriptions.js";

/**
 * What an event stream and a long poll have in common: they are counted, they open their source with the credentials
 * of their request, and they let go of it when the peer has gone, however early or late that is.
 */
export abstract class InboundSubscription implements Subscriber, OpenSubscription {
  readonly source: EmissionSource;
  readonly client: string;
  readonly feed: EmissionFeed;
  protected readonly request: InboundHttpRequest;
  readonly #key: string;
  #hosted: HostedSubscription | undefined;
  #released = false;

  constructor(request: InboundHttpRequest, source: EmissionSource) {
    this.request = request;
    this.source = source;
    this.client = request.message.socket.remoteAddress ?? "";
    this.#key = feedKey(request, source);
    this.feed = request.context.subscriptions.feed(source, this.#key);
  }

  /** Subscribes, then calls `established`. @throws {WotError} also from the Thing */
  open(): void {
    const { request } = this;
    request.context.subscriptions.add(this, this.#key);
    request.response.once("close", () => this.closed());
    // A broken connection is told by "close"; without a listener "error" would end the process.
    request.response.on("error", () => request.response.destroy());
    settle(request, this.source.open(request, this), (_request, hosted) => {
      this.#hosted = hosted;
      if (this.#released) hosted.cancel();
      else this.established();
    });
  }

  next(emission: Emission): void {
    if (this.#released) return;
    this.feed.record(emission);
    this.emitted(emission);
  }

  abstract error(error: WotError): void;
  abstract complete(): void;
  abstract beat(): void;
  protected abstract established(): void;
  protected abstract emitted(emission: Emission): void;
  /** The response has ended, one way or the other. */
  protected abstract closed(): void;

  /** Cancels at the Thing and frees the place. Idempotent. */
  protected release(): void {
    if (this.#released) return;
    this.#released = true;
    this.request.context.subscriptions.remove(this, this.#key);
    this.#hosted?.cancel();
  }
}

/** Tells the feeds of one source apart: by content type and variables. */
export const feedKey = ({ accept, variables }: InboundHttpRequest, { path }: EmissionSource): string =>
  `${path} ${accept ?? ""} ${JSON.stringify(variables ?? null)}`;
