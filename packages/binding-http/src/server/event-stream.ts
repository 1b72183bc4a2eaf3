import type { Emission } from "@thingwright/contracts";
import type { WotError } from "@thingwright/errors";
import { heartbeat } from "../sse/encode-event.js";
import type { InboundHttpRequest } from "./inbound-http-request.js";
import { InboundSubscription } from "./inbound-subscription.js";

export const eventStreamType = "text/event-stream";

const head = ["content-type", eventStreamType, "cache-control", "no-cache", "x-accel-buffering", "no"];

/**
 * A subscription as a stream of server-sent events.
 *
 * A reader that is slower than its source never fills the memory: of a property it gets the newest value as soon as it
 * has caught up; any other stream is cut, so that the reader learns that it missed something.
 */
export class EventStream extends InboundSubscription {
  #live = false;
  /** Emissions that came before the Thing had said that the subscription stands. */
  #early: Emission[] = [];
  /** Newest value that a slow reader has not got yet. */
  #newest: Emission | undefined;

  protected override established(): void {
    const { response } = this.request;
    if (response.headersSent || response.destroyed) {
      this.release();
      return;
    }
    response.writeHead(200, [...head, ...this.request.context.varying]);
    response.flushHeaders();
    response.on("drain", () => this.#drained());
    this.#live = true;
    for (const emission of missedBy(this.request, this)) this.#write(emission);
    this.#early = [];
  }

  /** Emissions that the stream owes its reader when it begins. */
  get early(): readonly Emission[] {
    return this.#early;
  }

  protected override emitted(emission: Emission): void {
    if (this.#live) this.#write(emission);
    else if (this.#early.length < this.request.context.limits.maxReplayedEmissions) this.#early.push(emission);
  }

  #write(emission: Emission): void {
    const { response } = this.request;
    if (response.writableEnded || response.destroyed) return;
    if (!this.#isSlow()) response.write(this.feed.frame(emission));
    else if (this.source.conflates) this.#newest = emission;
    else response.destroy();
  }

  #isSlow(): boolean {
    const { response, context } = this.request;
    const allowed = Math.max(context.limits.maxQueuedBytesPerSubscriber, response.writableHighWaterMark);
    return response.writableLength > allowed;
  }

  #drained(): void {
    const newest = this.#newest;
    this.#newest = undefined;
    if (newest !== undefined) this.#write(newest);
  }

  override beat(): void {
    const { response } = this.request;
    if (this.#live && !response.writableEnded && !response.destroyed && response.writableLength === 0) {
      response.write(heartbeat);
    }
  }

  /** A stream has no word for a failure: the reader comes back and gets the status. */
  override error(_error: WotError): void {
    this.complete();
  }

  override complete(): void {
    const { response } = this.request;
    this.release();
    if (this.#live) response.end();
    else response.destroy();
  }

  protected override closed(): void {
    this.release();
  }
}

/** What came after the reader's `Last-Event-ID` in so far as it is still known, or else since it asked. */
function missedBy(request: InboundHttpRequest, stream: EventStream): readonly Emission[] {
  const lastEventId = request.header("last-event-id");
  if (lastEventId === undefined || !/^\d{1,15}$/.test(lastEventId)) return stream.early;
  const known = stream.feed.after(Number(lastEventId));
  return known.length > 0 ? known : stream.early;
}
