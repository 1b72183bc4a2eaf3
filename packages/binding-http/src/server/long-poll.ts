import type { Content, Emission, Timer } from "@thingwright/contracts";
import { noContent } from "@thingwright/contracts";
import type { WotError } from "@thingwright/errors";
import { answerProblem, answerWith, notFound } from "./answer.js";
import { InboundSubscription } from "./inbound-subscription.js";

/** Query parameter that holds the sequence of the last emission that the client has seen. */
export const cursorParameter = "poll-after";

/**
 * One request of a long poll: answered with the next emission, or with 204 when there is none in time.
 *
 * Each answer links (`rel="next"`) to the poll that continues it. Between the two the subscription lingers, so that
 * nothing is lost as long as the client comes back in time and no more than the feed's capacity has come. A client that
 * asks for the same address again gets what comes from then on. `Prefer: wait=0` (RFC 7240 §4.3) answers 204 as soon as
 * the subscription stands: it is how a client knows that it does.
 */
export class LongPoll extends InboundSubscription {
  #state: "opening" | "waiting" | "lingering" | "over" = "opening";
  #timer: Timer | undefined;
  #early: Emission | undefined;

  protected override established(): void {
    if (this.#state !== "opening") return;
    this.#state = "waiting";
    const { request, feed } = this;
    const cursor = request.query(cursorParameter);
    const known = cursor !== undefined && /^\d{1,15}$/.test(cursor) ? feed.after(Number(cursor))[0] : undefined;
    const emission = known ?? this.#early;
    if (emission !== undefined) return this.#answer(emission.content, emission.sequence);
    const { clock, limits } = request.context;
    if (/(?:^|[\s,;])wait=0(?:$|[\s,;])/.test(request.header("prefer") ?? "")) return this.#answer(noContent, feed.lastSequence);
    this.#timer = clock.after(limits.longPollMs, () => this.#answer(noContent, feed.lastSequence));
  }

  protected override emitted(emission: Emission): void {
    if (this.#state === "opening") this.#early ??= emission;
    else if (this.#state === "waiting") this.#answer(emission.content, emission.sequence);
  }

  #answer(content: Content, sequence: number): void {
    const { request } = this;
    this.#linger();
    const headers = ["link", `<${this.#next(sequence)}>; rel="next"`, "cache-control", "no-store"];
    if (content !== noContent) return answerWith(request, 200, content, headers);
    if (request.response.headersSent || request.response.destroyed) return;
    request.response.writeHead(204, headers);
    request.response.end();
  }

  /** Stays subscribed for a while, in place of the poll that did so before. */
  #linger(): void {
    const { clock, limits } = this.request.context;
    this.#timer?.cancel();
    this.#state = "lingering";
    this.feed.lingering?.complete();
    this.feed.lingering = this;
    this.#timer = clock.after(limits.longPollLingerMs, () => this.complete());
  }

  #next(sequence: number): string {
    const { request, source } = this;
    const others = request.queryText.split("&").filter((pair) => pair !== "" && !pair.startsWith(`${cursorParameter}=`));
    return `${request.context.pathPrefix}${source.path}?${[...others, `${cursorParameter}=${sequence}`].join("&")}`;
  }

  override beat(): void {}

  override error(error: WotError): void {
    this.#end(error);
  }

  override complete(): void {
    this.#end(notFound());
  }

  #end(error: WotError): void {
    const wasAnswered = this.#state === "lingering" || this.#state === "over";
    this.#over();
    if (!wasAnswered) answerProblem(this.request, error);
  }

  /** A client that leaves without an answer is not coming back. */
  protected override closed(): void {
    if (this.#state !== "lingering") this.#over();
  }

  #over(): void {
    this.#state = "over";
    this.#timer?.cancel();
    if (this.feed.lingering === this) this.feed.lingering = undefined;
    this.release();
  }
}
