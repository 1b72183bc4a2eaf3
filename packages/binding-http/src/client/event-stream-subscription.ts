import { type ReconnectLimits, reconnectDelayMs } from "@thingwright/contracts";
import { AbortError, asWotError } from "@thingwright/errors";
import { EventStreamParser, type ReceivedEvent } from "../sse/event-stream-parser.js";
import { objectOf } from "../sse/single-member.js";
import type { FollowUps } from "./follow-ups.js";
import type { StartableSubscription } from "./prepared-subscription.js";
import { refusalOf } from "./refusal.js";
import type { Use } from "./request-plan.js";
import { StreamConnection } from "./stream-connection.js";
import type { SubscriptionTask } from "./subscription-task.js";

/**
 * A subscription over server-sent events. When the stream ends, whoever ends it, it comes back and says with
 * `Last-Event-ID` what it has; the peer ends it for good with 204 or a refusal.
 *
 * @see WHATWG HTML §9.2
 */
export class EventStreamSubscription implements StartableSubscription {
  readonly #task: SubscriptionTask;
  #connection: StreamConnection | undefined;
  #lastEventId = "";
  #retryMs: number;
  /** Attempts since the stream last brought something. */
  #attempts = 0;
  #followUps: FollowUps;
  /** Where a redirect has led to, for as long as it lasts. */
  #redirected: Use | undefined;

  constructor(task: SubscriptionTask) {
    this.#task = task;
    this.#followUps = task.requester.followUps();
    this.#retryMs = task.settings.limits.minReconnectDelayMs;
  }

  /** Connects; resolves once the stream is there. */
  open(): Promise<void> {
    const { state } = this.#task;
    this.#run().catch((error: unknown) => state.fail(asWotError(error)));
    return state.established;
  }

  async stop(): Promise<void> {
    this.#task.state.end();
    this.#task.deadline.release();
    this.#connection?.close(new AbortError("WOT_ABORTED", "the subscription was stopped"));
  }

  async #run(): Promise<void> {
    const { state, settings, deadline } = this.#task;
    while (!state.isOver) {
      if (await this.#connectOnce()) continue;
      // From here on the signal has nothing to cut but the pause.
      deadline.onEnd = () => state.end();
      if (deadline.ended !== undefined) state.end();
      const delayMs = reconnectDelayMs(this.#attempts++, this.#reconnectLimits(), settings.random);
      await state.pause(delayMs);
    }
    deadline.release();
  }

  /** One connection; true when the next one is to follow at once, with better credentials or elsewhere. */
  async #connectOnce(): Promise<boolean> {
    const { requester, state, deadline } = this.#task;
    const use = this.#use();
    const request = await requester.outgoing(use, deadline);
    if (state.isOver) return false;
    const parser = this.#parser();
    this.#connection = new StreamConnection(this.#task, request, (chunk) => this.#push(parser, chunk));
    const ending = await this.#connection.ending;
    if (deadline.ended !== undefined && state.isEstablished) state.end();
    if ("error" in ending) {
      this.#followUps = requester.followUps();
      this.#redirected = undefined;
      state.lost(ending.error);
      return false;
    }
    this.#redirected = await this.#followUps.next(ending.reply, request, use, deadline);
    if (this.#redirected !== undefined) return true;
    if (ending.reply.status === 204) state.complete();
    state.lost(refusalOf(ending.reply));
    return false;
  }

  /** The peer's `retry` takes the place of our first delay. */
  #reconnectLimits(): ReconnectLimits {
    return { ...this.#task.settings.limits, minReconnectDelayMs: this.#retryMs };
  }

  #use(): Use {
    const headers = ["accept", "text/event-stream", "cache-control", "no-store"];
    if (this.#lastEventId !== "") headers.push("last-event-id", this.#lastEventId);
    return { ...this.#task.use, ...this.#redirected, headers };
  }

  #parser(): EventStreamParser {
    const { maxEventLength } = this.#task.settings.limits;
    return new EventStreamParser(maxEventLength, (event) => this.#receive(event));
  }

  #push(parser: EventStreamParser, chunk: Uint8Array): void {
    parser.push(chunk);
    if (parser.lastEventId !== "") this.#lastEventId = parser.lastEventId;
    if (parser.retryMs !== undefined) this.#retryMs = Math.max(parser.retryMs, 1);
  }

  #receive({ event, data }: ReceivedEvent): void {
    this.#attempts = 0;
    const { contentType, isOfAll, state } = this.#task;
    const text = isOfAll && event !== undefined ? objectOf({ name: event, value: data === "" ? "null" : data }) : data;
    state.next({ contentType: text === "" ? "" : contentType, body: encoder.encode(text) });
  }
}

const encoder = new TextEncoder();
