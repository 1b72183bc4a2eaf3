import type { WotError } from "@thingwright/errors";
import { heartbeat, retryAfter } from "../../sse/encode-event.js";
import type { InboundHttpRequest } from "../requests/inbound-http-request.js";
import type { EmissionSource } from "../subscriptions/emission-source.js";
import { parseStamp } from "../subscriptions/emission-stamp.js";
import { InboundSubscription } from "../subscriptions/inbound-subscription.js";
import type { RecordedEmission } from "../subscriptions/recorded-emission.js";

export const eventStreamType = "text/event-stream";

const head = ["content-type", eventStreamType, "cache-control", "no-cache", "x-accel-buffering", "no"];

/**
 * A subscription as a stream of server-sent events.
 *
 * A reader that is slower than its source never fills the memory: of a property it gets the newest value as soon as it
 * has caught up; any other stream is cut, so that the reader learns that it missed something.
 */
export class EventStream extends InboundSubscription {
  readonly #request: InboundHttpRequest;
  /** Bytes that may wait for a slow reader. */
  readonly #maxQueuedBytes: number;
  #isLive = false;
  /** Newest value that a slow reader has not got yet. */
  #newest: RecordedEmission | undefined;

  constructor(request: InboundHttpRequest, source: EmissionSource) {
    super({ context: request.context, client: request.client, request }, source);
    const { response, context } = request;
    this.#request = request;
    this.#maxQueuedBytes = Math.max(context.limits.maxQueuedBytesPerSubscriber, response.writableHighWaterMark);
    response.once("close", () => this.release(this.#isLive));
    // A broken connection is told by "close"; without a listener "error" would end the process.
    response.on("error", () => response.destroy());
  }

  protected override established(early: readonly RecordedEmission[]): void {
    const { response, context } = this.#request;
    if (response.headersSent || response.destroyed) {
      this.release();
      return;
    }
    response.writeHead(200, [...head, ...context.varying, ...(this.source.headers ?? [])]);
    response.flushHeaders();
    response.on("drain", () => this.#drained());
    this.#isLive = true;
    if (context.limits.sseRetryMs > 0) response.write(retryAfter(context.limits.sseRetryMs));
    const missed = this.#missed();
    for (const recorded of missed.length > 0 ? missed : early) this.emitted(recorded);
  }

  /**
   * What came after the reader's `Last-Event-ID` in so far as it is still known. An id that is none of ours, or that the
   * clock has not come to yet, finds nothing.
   */
  #missed(): readonly RecordedEmission[] {
    const stamp = parseStamp(this.#request.header("last-event-id") ?? "");
    return stamp === undefined ? [] : this.feed.since(stamp);
  }

  override emitted(recorded: RecordedEmission): void {
    const { response } = this.#request;
    if (response.writableEnded || response.destroyed) return;
    if (response.writableLength <= this.#maxQueuedBytes) response.write(this.feed.frame(recorded));
    else if (this.source.conflates) this.#newest = recorded;
    else response.destroy();
  }

  #drained(): void {
    const newest = this.#newest;
    this.#newest = undefined;
    if (newest !== undefined && !this.isReleased) this.emitted(newest);
  }

  override beat(): void {
    const { response } = this.#request;
    if (this.#isLive && !response.writableEnded && !response.destroyed && response.writableLength === 0) {
      response.write(heartbeat);
    }
  }

  /** A stream has no word for a failure: the reader comes back and gets the status. */
  override error(_error: WotError): void {
    this.complete();
  }

  override complete(): void {
    const { response } = this.#request;
    this.release();
    if (this.#isLive) response.end();
    else response.destroy();
  }
}
