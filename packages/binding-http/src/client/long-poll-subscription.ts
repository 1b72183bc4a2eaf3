import { reconnectDelayMs, type Timer } from "@thingwright/contracts";
import { AbortError, asWotError, RemoteError, TimeoutError, type WotError } from "@thingwright/errors";
import { Deadline } from "./deadline.js";
import { withinOrigin } from "./form-address.js";
import { linkOf } from "./link-header.js";
import type { StartableSubscription } from "./prepared-subscription.js";
import { contentOf } from "./received-content.js";
import type { SubscriptionTask } from "./subscription-task.js";
import type { RawReply } from "./transport.js";

/** Milliseconds for a peer to hear that no poll follows. */
const goodbyeMs = 500;

/**
 * A subscription by long polls: each answer is a value, and the next poll follows it. A peer that links to the poll
 * which continues (`Link: rel="next"`) loses nothing in between; with any other, what comes between two polls is lost.
 *
 * The first poll asks with `Prefer: wait=0` for an answer without waiting. A peer that does not know it and simply
 * holds the request has the subscription, too: that it does is assumed after `longPollGraceMs` without a refusal.
 */
export class LongPollSubscription implements StartableSubscription {
  readonly #task: SubscriptionTask;
  /** Of the poll in progress. */
  #poll: Deadline | undefined;
  /** Where the next poll goes, when the peer said so. */
  #next: string | undefined;
  /** Where to say that no poll follows. */
  #leave: string | undefined;
  #attempts = 0;
  #polls = 0;

  constructor(task: SubscriptionTask) {
    this.#task = task;
  }

  /** Polls; resolves once the subscription stands. */
  open(): Promise<void> {
    const { state, deadline } = this.#task;
    deadline.onEnd = (error) => this.#ended(error);
    if (deadline.ended !== undefined) state.fail(deadline.ended);
    this.#run().catch((error: unknown) => state.fail(asWotError(error)));
    return state.established;
  }

  /** Tells a peer that said how, so that it keeps nothing for a poll that will not come. */
  async stop(): Promise<void> {
    const { state, deadline } = this.#task;
    const leave = this.#leave;
    this.#leave = undefined;
    state.end();
    deadline.release();
    this.#poll?.end(new AbortError("WOT_ABORTED", "the subscription was stopped"));
    if (leave !== undefined) await this.#sayGoodbye(leave);
  }

  /** A peer that does not hear it finds out by itself. */
  async #sayGoodbye(path: string): Promise<void> {
    const { requester, settings } = this.#task;
    const deadline = new Deadline(settings.clock, goodbyeMs, undefined);
    await requester.send({ path, method: "DELETE" }, deadline, "streams").catch(() => undefined);
    deadline.release();
  }

  /** The timeout fails what is not established; the signal ends in silence what is. */
  #ended(error: WotError): void {
    const { state } = this.#task;
    if (state.isEstablished) state.end();
    else state.fail(error);
    this.#poll?.end(error);
  }

  async #run(): Promise<void> {
    const { state, settings, deadline } = this.#task;
    const { clock, limits } = settings;
    while (!state.isOver) {
      const startedAt = clock.now();
      try {
        const reply = await this.#pollOnce();
        this.#attempts = 0;
        this.#deliver(reply);
        const waitMs = limits.minPollIntervalMs - (clock.now() - startedAt);
        if (waitMs > 0 && (this.#next === undefined || reply.status === 204) && this.#polls > 1)
          await state.pause(waitMs);
      } catch (error) {
        if (isQuiet(error) && clock.now() - startedAt > limits.minPollIntervalMs) continue;
        state.lost(asWotError(error));
        await state.pause(reconnectDelayMs(this.#attempts++, limits, settings.random));
      }
    }
    deadline.release();
  }

  async #pollOnce(): Promise<RawReply> {
    const { requester, settings, use, state } = this.#task;
    const poll = new Deadline(settings.clock, settings.limits.pollTimeoutMs, undefined);
    this.#poll = poll;
    let grace: Timer | undefined;
    const onBegun = (): void => {
      grace ??= settings.clock.after(settings.limits.longPollGraceMs, () => this.#stands());
    };
    const headers = ["cache-control", "no-store", ...(this.#polls++ === 0 ? ["prefer", "wait=0"] : [])];
    try {
      const reply = await requester.send({ ...use, path: this.#next, headers, onBegun }, poll, "streams");
      this.#noteLinks(reply);
      if (!state.isOver) this.#stands();
      return reply;
    } finally {
      grace?.cancel();
      poll.release();
    }
  }

  #stands(): void {
    this.#task.deadline.met();
    this.#task.state.up();
  }

  /** Before anybody is told that the subscription stands: who stops it at once must know where to say so. */
  #noteLinks(reply: RawReply): void {
    const { requester, use } = this.#task;
    const { origin, path } = requester.plan.address;
    const here = this.#next ?? path(use.variables ?? {});
    const links = reply.headers("link");
    const [next, leave] = [linkOf(links, "next"), linkOf(links, "urn:thingwright:rel:leave")];
    if (next !== undefined) this.#next = withinOrigin(origin, here, next);
    if (leave !== undefined) this.#leave = withinOrigin(origin, here, leave);
  }

  #deliver(reply: RawReply): void {
    const { state, contentType } = this.#task;
    if (reply.status !== 204) state.next(contentOf(reply, contentType));
  }
}

/** Whether a poll ended because nothing happened: by our own patience, or by that of a proxy. */
function isQuiet(error: unknown): boolean {
  return (
    error instanceof TimeoutError ||
    (error instanceof RemoteError && (error.status === "408" || error.status === "504"))
  );
}
