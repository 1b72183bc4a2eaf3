import { type ContentSink, type Exchange, within } from "@thingwright/contracts";
import { NetworkError } from "@thingwright/errors";
import type { TheirForm } from "../plug-in/interfaces.js";
import { Feed } from "./feed.js";
import type { FeedContext } from "./feed-context.js";
import { Line } from "./line.js";
import type { TheirClient } from "./their-clients.js";

/** All subscriptions of one client binding: those to the same Form with the same credentials share a feed. */
export class Feeds {
  readonly #context: FeedContext;
  readonly #feeds = new Map<string, Feed>();
  readonly #lines = new Set<Line>();

  constructor(context: FeedContext) {
    this.#context = context;
  }

  /** @throws {WotError} what the binding of theirs failed with, TimeoutError, AbortError */
  async subscribe(
    theirs: TheirClient,
    form: TheirForm,
    responseType: string,
    exchange: Exchange,
    sink: ContentSink,
  ): Promise<Line> {
    const { clock, limits } = this.#context;
    if (this.#lines.size >= limits.maxSubscriptions) {
      const most = `there are ${limits.maxSubscriptions} subscriptions already`;
      throw new NetworkError("WOT_NETWORK", most, { sent: false });
    }
    const feed = this.#feedOf(theirs, form, responseType);
    const abort = (): void => void line.stop();
    const line = new Line(sink, (each) => {
      this.#lines.delete(each);
      exchange.signal?.removeEventListener("abort", abort);
      return feed.remove(each);
    });
    this.#lines.add(line);
    feed.add(line);
    exchange.signal?.addEventListener("abort", abort, { once: true });
    try {
      await within(feed.established, exchange, clock);
    } catch (error) {
      void line.stop();
      throw error;
    }
    return line;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#lines].map((line) => line.stop()));
  }

  #feedOf(theirs: TheirClient, form: TheirForm, responseType: string): Feed {
    const key = `${theirs.number} ${JSON.stringify(form)}`;
    const running = this.#feeds.get(key);
    if (running !== undefined) return running;
    const feed = new Feed(theirs, form, responseType, this.#context, () => {
      if (this.#feeds.get(key) === feed) this.#feeds.delete(key);
    });
    this.#feeds.set(key, feed);
    return feed;
  }
}
