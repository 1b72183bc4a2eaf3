import { type Content, reconnectDelayMs, type Timer, within } from "@thingwright/contracts";
import { NetworkError, ProtocolError, RemoteError, TimeoutError, type WotError } from "@thingwright/errors";
import { letGo } from "../plug-in/collect-body.js";
import type { TheirContent, TheirForm, TheirSubscription } from "../plug-in/interfaces.js";
import type { FeedContext } from "./feed-context.js";
import type { Line } from "./line.js";
import type { TheirClient } from "./their-clients.js";
import { messageOf, theirFailure, unknownStatus } from "./their-failure.js";
import { wholeEmission } from "./whole-content.js";

/**
 * One subscription at a client of theirs, for everybody who subscribes to the same Form: clients of theirs refuse a second one, or
 * forget the first, and end both by one `unlinkResource`. It is ended by that when the last has gone.
 *
 * A failure of the way there is no end, nor is one that nobody knows: the subscription is made anew, and those who listen hear that something
 * may be missing. It ends when the peer refuses that.
 */
export class Feed {
  /** Once the subscription is there, or has failed. */
  readonly established: Promise<void>;
  readonly #theirs: TheirClient;
  readonly #form: TheirForm;
  readonly #responseType: string;
  readonly #context: FeedContext;
  readonly #atEnd: () => void;
  readonly #lines = new Set<Line>();
  /** Another one for each subscription at their client: what an earlier one still says is not listened to. */
  #turn = 0;
  #subscription: TheirSubscription | undefined;
  #retry: Timer | undefined;
  #attempt = 0;
  #pending = 0;
  #inOrder: Promise<void> = Promise.resolve();
  #ended = false;

  constructor(theirs: TheirClient, form: TheirForm, responseType: string, context: FeedContext, atEnd: () => void) {
    this.#theirs = theirs;
    this.#form = form;
    this.#responseType = responseType;
    this.#context = context;
    this.#atEnd = atEnd;
    theirs.subscriptions += 1;
    this.established = this.#subscribe();
    this.established.catch((error) => this.#end((line) => line.error(error)));
  }

  add(line: Line): void {
    this.#lines.add(line);
  }

  /** Resolves once the peer has been told, if `line` was the last. */
  async remove(line: Line): Promise<void> {
    this.#lines.delete(line);
    if (this.#lines.size > 0 || this.#ended) return;
    await this.#end(() => {});
  }

  #subscribe(): Promise<void> {
    const turn = ++this.#turn;
    const { contained } = this.#context;
    return new Promise((resolve, reject) => {
      const next = (content: TheirContent): void => {
        // Some never say that the subscription is there; a value says it as well.
        if (turn === this.#turn) this.#subscription ??= unsaid;
        resolve();
        this.#next(content, turn);
      };
      const failed = (thrown: unknown): void => {
        const error = theirFailure(thrown);
        reject(error);
        if (turn === this.#turn && this.#subscription !== undefined) this.#failed(error);
      };
      const subscribed = async (): Promise<TheirSubscription> =>
        this.#theirs.client.subscribeResource(
          this.#form,
          (content) => contained.outside(() => next(content)),
          (thrown) => contained.outside(() => failed(thrown)),
          () => contained.outside(() => this.#completed(turn)),
        );
      contained.run(subscribed).then((subscription) => {
        if (turn !== this.#turn || this.#ended) return void this.#unlink(subscription);
        this.#subscription = subscription ?? unsaid;
        resolve();
      }, failed);
    });
  }

  #completed(turn: number): void {
    if (turn === this.#turn && this.#context.endsOnComplete) void this.#end((line) => line.complete());
  }

  #next(content: TheirContent, turn: number): void {
    const isOfPast = turn !== this.#turn || this.#ended;
    if (isOfPast || this.#pending >= this.#context.limits.maxPendingEmissions) {
      letGo(content?.body);
      if (!isOfPast) this.#missed(new ProtocolError("WOT_PROTOCOL", "emissions come faster than their bodies"));
      return;
    }
    this.#pending += 1;
    const whole = wholeEmission(content, this.#responseType, this.#context);
    whole.catch(() => {});
    this.#inOrder = this.#inOrder.then(async () => {
      try {
        this.#deliver(await whole);
      } catch (error) {
        this.#missed(theirFailure(error));
      }
      this.#pending -= 1;
    });
  }

  #deliver(content: Content): void {
    this.#attempt = 0;
    for (const line of [...this.#lines]) line.next(content);
  }

  #missed(error: WotError): void {
    for (const line of [...this.#lines]) line.interrupted(error);
  }

  #failed(error: WotError): void {
    if (this.#ended) return;
    if (!isOfTheWay(error) && !isUnknown(error)) return void this.#end((line) => line.error(error));
    const old = this.#subscription;
    this.#subscription = undefined;
    this.#turn += 1;
    this.#missed(error);
    void this.#unlink(old);
    this.#later();
  }

  #later(): void {
    const { clock, limits, random } = this.#context;
    this.#retry = clock.after(reconnectDelayMs(this.#attempt++, limits, random), () => void this.#again());
  }

  async #again(): Promise<void> {
    const { clock, limits } = this.#context;
    try {
      await within(this.#subscribe(), { timeoutMs: limits.bodyTimeoutMs }, clock);
      for (const line of [...this.#lines]) line.resumed();
    } catch (error) {
      const failure = theirFailure(error);
      if (this.#ended) return;
      if (!isOfTheWay(failure)) return this.#end((line) => line.error(failure));
      this.#turn += 1;
      this.#later();
    }
  }

  async #end(tell: (line: Line) => void): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    this.#turn += 1;
    this.#retry?.cancel();
    this.#atEnd();
    this.#theirs.subscriptions -= 1;
    const lines = [...this.#lines];
    this.#lines.clear();
    for (const line of lines) tell(line);
    if (this.#subscription !== undefined) await this.#unlink(this.#subscription);
  }

  /** Ends it at their client. Never rejects: what cannot be ended is not heard any more, and that is logged. */
  async #unlink(subscription: TheirSubscription | undefined): Promise<void> {
    const { clock, contained, limits, logger } = this.#context;
    try {
      const unlinked = contained.run(async () => this.#theirs.client.unlinkResource(this.#form));
      await within(unlinked, { timeoutMs: limits.stopTimeoutMs }, clock);
    } catch (error) {
      logger.debug("a binding of node-wot did not unlink a subscription", { reason: messageOf(error) });
    }
    try {
      contained.run(() => subscription?.unsubscribe?.());
    } catch (error) {
      logger.debug("a binding of node-wot did not end a subscription", { reason: messageOf(error) });
    }
  }
}

/** Whether it is worth while to try again: the way to the peer failed, not the peer. */
const isOfTheWay = (error: WotError): boolean => error instanceof NetworkError || error instanceof TimeoutError;

/** Whether it may pass: to subscribe again does no harm, whatever it was. */
const isUnknown = (error: WotError): boolean => error instanceof RemoteError && error.status === unknownStatus;

/** In the place of a subscription that a client of theirs has not given. */
const unsaid: TheirSubscription = { unsubscribe: () => {} };
