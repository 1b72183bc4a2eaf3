import type { ContentSink, RemoteSubscription } from "@thingwright/contracts";
import { asWotError, NetworkError, TimeoutError, type WotError } from "@thingwright/errors";
import { EventStreamParser, type ReceivedEvent } from "../sse/event-stream-parser.js";
import { objectOf } from "../sse/single-member.js";
import type { HttpClientSettings } from "./client-options.js";
import type { Deadline } from "./deadline.js";
import type { OriginPools } from "./origin-pools.js";
import type { RawReply } from "./raw-reply.js";
import { reconnectDelayMs } from "./reconnect-delay.js";
import { refusalOf } from "./refusal.js";
import type { Requester, Use } from "./requester.js";
import { StreamCall } from "./stream-call.js";
import { SubscriptionState } from "./subscription-state.js";

/** What an event stream carries. */
export interface StreamTerms {
  /** Media type of the `data` fields. */
  readonly contentType: string;
  /** Whether the stream brings several affordances, so that each event is delivered as an object with its name. */
  readonly isOfAll: boolean;
  /** Milliseconds for an attempt to get the stream back. */
  readonly timeoutMs: number;
}

/** How one connection ended. */
type Ending = { readonly reply: RawReply } | { readonly error: WotError };

/**
 * A subscription over server-sent events. When the stream ends, whoever ends it, it comes back and says with
 * `Last-Event-ID` what it has; the peer ends it for good with 204 or a refusal.
 *
 * @see WHATWG HTML §9.2
 */
export class EventStreamSubscription implements RemoteSubscription {
  readonly #requester: Requester;
  readonly #pools: OriginPools;
  readonly #settings: HttpClientSettings;
  readonly #terms: StreamTerms;
  readonly #use: Use;
  readonly #deadline: Deadline;
  readonly #state: SubscriptionState;
  #call: StreamCall | undefined;
  #lastEventId = "";
  #retryMs: number;
  #heard = false;

  constructor(
    requester: Requester,
    pools: OriginPools,
    settings: HttpClientSettings,
    use: Use,
    terms: StreamTerms,
    deadline: Deadline,
    sink: ContentSink,
  ) {
    this.#requester = requester;
    this.#pools = pools;
    this.#settings = settings;
    this.#use = use;
    this.#terms = terms;
    this.#deadline = deadline;
    this.#state = new SubscriptionState(sink, settings.clock);
    this.#retryMs = settings.limits.minReconnectMs;
  }

  /** Connects; resolves once the stream is there. */
  open(): Promise<void> {
    this.#run().catch((error: unknown) => this.#state.fail(asWotError(error)));
    return this.#state.established;
  }

  async stop(): Promise<void> {
    this.#state.end();
    this.#deadline.release();
    this.#call?.cancel();
  }

  async #run(): Promise<void> {
    const { clock, limits, random } = this.#settings;
    let attempt = 0;
    let mayAuthenticateAgain = true;
    while (!this.#state.isOver) {
      this.#heard = false;
      const options = await this.#requester.options(this.#headersNow(), this.#deadline);
      const ending = await this.#connect(options);
      if ("reply" in ending) {
        const again = mayAuthenticateAgain && (await this.#requester.shouldRetry(ending.reply, options, this.#deadline));
        mayAuthenticateAgain = false;
        if (again) continue;
        if (ending.reply.status === 204) this.#state.complete();
      } else mayAuthenticateAgain = true;
      this.#state.lost("reply" in ending ? refusalOf(ending.reply) : ending.error);
      attempt = this.#heard ? 0 : attempt + 1;
      await this.#state.pause(reconnectDelayMs(Math.max(attempt - 1, 0), this.#retryMs, limits, random));
    }
    this.#deadline.release();
    void clock;
  }

  #headersNow(): Use {
    const headers = ["accept", "text/event-stream", "cache-control", "no-store"];
    if (this.#lastEventId !== "") headers.push("last-event-id", this.#lastEventId);
    return { ...this.#use, headers };
  }

  /** One connection, to its end. */
  #connect(options: Parameters<OriginPools["of"]> extends never ? never : Awaited<ReturnType<Requester["options"]>>): Promise<Ending> {
    const { clock, limits } = this.#settings;
    return new Promise((resolve) => {
      const end = (ending: Ending): void => {
        timer?.cancel();
        this.#deadline.onEnd = undefined;
        resolve(ending);
      };
      const parser = new EventStreamParser(limits.maxEventLength, (event) => this.#receive(event, parser));
      const call = new StreamCall({
        opened: () => {
          timer?.cancel();
          this.#deadline.met();
          this.#state.up();
        },
        data: (chunk) => this.#push(parser, chunk),
        refused: (reply) => end({ reply }),
        ended: () => end({ error: new NetworkError("WOT_NETWORK", "the peer ended the event stream") }),
        failed: (error) => end({ error }),
      });
      this.#call = call;
      const give = (error: WotError): void => {
        call.cancel();
        end({ error });
      };
      const timer = this.#state.isEstablished
        ? clock.after(this.#terms.timeoutMs, () => give(new TimeoutError("WOT_TIMEOUT", "the event stream does not come back")))
        : undefined;
      this.#deadline.onEnd = (error) => this.#ended(error, give);
      if (this.#deadline.ended !== undefined) this.#ended(this.#deadline.ended, give);
      else this.#pools.of(options.origin as string).streams.dispatch(options, call);
    });
  }

  /** The timeout fails what is not established; the signal ends in silence what is. */
  #ended(error: WotError, give: (error: WotError) => void): void {
    if (this.#state.isEstablished) this.#state.end();
    give(error);
  }

  #push(parser: EventStreamParser, chunk: Buffer): void {
    parser.push(chunk);
    this.#lastEventId = parser.lastEventId === "" ? this.#lastEventId : parser.lastEventId;
    this.#retryMs = parser.retryMs === undefined ? this.#retryMs : Math.max(parser.retryMs, 1);
  }

  #receive({ event, data }: ReceivedEvent, parser: EventStreamParser): void {
    this.#heard = true;
    this.#lastEventId = parser.lastEventId;
    const { contentType, isOfAll } = this.#terms;
    const text = isOfAll && event !== undefined ? objectOf({ name: event, value: data === "" ? "null" : data }) : data;
    this.#state.next({ contentType: text === "" ? "" : contentType, body: Buffer.from(text) });
  }
}
