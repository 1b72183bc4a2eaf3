import type { Content, Timer } from "@thingwright/contracts";
import { noContent } from "@thingwright/contracts";
import type { WotError } from "@thingwright/errors";
import { answerEmpty, answerProblem, answerWith, notFound } from "../answers/answer.js";
import type { InboundHttpRequest } from "../requests/inbound-http-request.js";
import type { EmissionFeed } from "../subscriptions/emission-feed.js";
import type { EmissionSource } from "../subscriptions/emission-source.js";
import { InboundSubscription } from "../subscriptions/inbound-subscription.js";
import type { RecordedEmission } from "../subscriptions/recorded-emission.js";

/** Below an affordance: its long poll. */
export const pollSegment = "poll";

/** Query parameter that says what the client has seen: the sequence of an emission, a dot, the number of a debt. */
export const cursorParameter = "poll-after";

/** Relation of the link whose DELETE says that the client will not poll again. */
export const leaveRelation = "urn:thingwright:rel:leave";

/**
 * One request of a long poll: answered with the next emission, or with 204 when there is none in time.
 *
 * Each answer links (`rel="next"`) to the poll that continues it. Between the two a subscription lingers, so that
 * nothing is lost as long as the client comes back in time and no more than the feed's capacity has come. A client that
 * asks for the same address again gets what comes from then on. `Prefer: wait=0` (RFC 7240 §4.3) answers 204 as soon as
 * the subscription stands: it is how a client knows that it does.
 *
 * A client that neither follows the link nor says how long it waits has never heard of a 204 here and would take it for an
 * emission: its poll is held for `plainLongPollMs`, over HTTP/1.1.
 */
export class LongPoll extends InboundSubscription {
  readonly #request: InboundHttpRequest;
  #state: "opening" | "waiting" | "lingering" | "over" = "opening";
  #timer: Timer | undefined;

  constructor(request: InboundHttpRequest, source: EmissionSource) {
    super({ context: request.context, client: request.client, request }, source);
    this.#request = request;
    request.response.once("close", () => this.#closed());
    // A broken connection is told by "close"; without a listener "error" would end the process.
    request.response.on("error", () => request.response.destroy());
  }

  protected override established(early: readonly RecordedEmission[]): void {
    if (this.#state !== "opening") return;
    this.#state = "waiting";
    const { feed } = this;
    const request = this.#request;
    const cursor = parseCursor(request.query(cursorParameter));
    const failure = cursor === undefined ? undefined : feed.settle(cursor.debt);
    if (failure !== undefined) {
      this.error(failure);
      return;
    }
    feed.lingering?.complete();
    const recorded = (cursor === undefined ? undefined : feed.after(cursor.sequence)[0]) ?? early[0];
    const preference = request.header("prefer") ?? "";
    if (recorded !== undefined) this.#answer(recorded.emission.content, recorded.sequence);
    else if (waitsForNothing.test(preference)) this.#answer(noContent, feed.lastSequence);
    else this.#wait(cursor === undefined && !saysHowLong.test(preference) && request.message.httpVersionMajor === 1);
  }

  #wait(isPlain: boolean): void {
    const { clock, limits } = this.context;
    const waitMs = isPlain ? limits.plainLongPollMs : limits.longPollMs;
    // Longer than a connection may otherwise be quiet.
    if (isPlain) this.#request.response.setTimeout(waitMs + limits.sendTimeoutMs);
    this.#timer = clock.after(waitMs, () => this.#answer(noContent, this.feed.lastSequence));
  }

  override emitted(recorded: RecordedEmission): void {
    if (this.#state === "waiting") this.#answer(recorded.emission.content, recorded.sequence);
  }

  #answer(content: Content, sequence: number): void {
    const { feed, context } = this;
    const { clock, limits } = context;
    const request = this.#request;
    const debt = feed.owe(clock.now() + limits.longPollLingerMs);
    this.#linger();
    const next = this.#next(sequence, debt);
    const headers = ["link", `<${next}>; rel="next", <${next}>; rel="${leaveRelation}"`, "cache-control", "no-store"];
    try {
      if (content === noContent) answerEmpty(request, headers);
      else answerWith(request, 200, content, headers);
    } catch (error) {
      // The Thing that emits must not be told of an answer that cannot be written.
      answerProblem(request, error);
    }
  }

  /** Stays subscribed for those who are owed, in place of the poll that did so before. */
  #linger(): void {
    const { feed } = this;
    const { clock, limits } = this.context;
    this.#timer?.cancel();
    this.#state = "lingering";
    if (feed.lingering !== this) feed.lingering?.complete();
    feed.lingering = this;
    this.#timer = clock.after(limits.longPollLingerMs, () => (feed.owes(clock.now()) ? this.#linger() : this.#over()));
  }

  /** The same address with the cursor moved on. What else the query held, a credential perhaps, is not repeated. */
  #next(sequence: number, debt: number): string {
    const { variables = {}, context } = this.#request;
    const pairs = Object.entries(variables).map(
      ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
    );
    const query = [...pairs, `${cursorParameter}=${sequence}.${debt}`].join("&");
    return `${context.pathPrefix}${this.source.path}/${pollSegment}?${query}`;
  }

  override beat(): void {}

  /** Heard of by whoever is waiting or comes back. */
  override error(error: WotError): void {
    if (this.#state === "lingering") this.feed.fail(error);
    else this.#end(error);
  }

  override complete(): void {
    this.#end(notFound());
  }

  #end(error: WotError): void {
    const isUnanswered = this.#state === "opening" || this.#state === "waiting";
    this.#over();
    if (isUnanswered) answerProblem(this.#request, error);
  }

  /** A client that leaves without an answer is not coming back; others may. */
  #closed(): void {
    if (this.#state === "lingering") return;
    if (this.#state === "waiting" && this.#isOwed) this.#linger();
    else this.#over();
  }

  /** Whether somebody may come back, and no other poll stays subscribed for them. */
  get #isOwed(): boolean {
    return this.feed.lingering === undefined && this.feed.owes(this.context.clock.now());
  }

  #over(): void {
    if (this.#state === "lingering" && this.feed.lingering === this) this.feed.lingering = undefined;
    this.#state = "over";
    this.#timer?.cancel();
    this.release();
  }
}

const saysHowLong = /(?:^|[\s,;])wait=/;
const waitsForNothing = /(?:^|[\s,;])wait=0(?:$|[\s,;])/;

/** The client that holds this cursor leaves: nobody else is kept waiting for it. */
export function leavePoll(feed: EmissionFeed, cursor: string | undefined, now: number): void {
  const known = parseCursor(cursor);
  if (known === undefined) return;
  feed.settle(known.debt);
  if (!feed.owes(now)) feed.lingering?.complete();
}

function parseCursor(text: string | undefined): { readonly sequence: number; readonly debt: number } | undefined {
  const match = /^(\d{1,15})(?:\.(\d{1,15}))?$/.exec(text ?? "");
  return match === null ? undefined : { sequence: Number(match[1]), debt: Number(match[2] ?? 0) };
}
