import { type Exchange, reconnectDelayMs, type Timer } from "@thingwright/contracts";
import { AbortError, asWotError, RemoteError, type WotError } from "@thingwright/errors";
import type { Callback, CallbackAnswer, CallbackReceiver, CallbackRequest } from "../callback-receiver.js";
import { maxWebSubLeaseSeconds } from "../client-limits.js";
import { Deadline } from "../deadline.js";
import { farewell, goodbyeMs } from "../farewell.js";
import type { StartableSubscription } from "../prepared-subscription.js";
import { isPassing } from "../subscription-state.js";
import type { SubscriptionTask } from "../subscription-task.js";
import { isSignedBy, newSecret } from "./content-signature.js";
import { askHub, discoverHub, type HubAddress } from "./hub.js";

/** What the hub was asked for and has to verify. */
interface Intent {
  readonly mode: "subscribe" | "unsubscribe";
  resolve(): void;
  reject(error: WotError): void;
}

/**
 * A subscription at a hub, which posts values to an address of ours.
 *
 * The hub verifies by a request to that address that it was we who asked; values count only with the signature of a
 * secret that is made for each subscription. It is renewed before its lease ends; when that fails it is interrupted, and
 * tried on.
 *
 * @see W3C WebSub §5 (subscribing), §6 (publishing), §7 (content distribution)
 */
export class WebSubSubscription implements StartableSubscription {
  readonly #task: SubscriptionTask;
  readonly #callbacks: CallbackReceiver;
  readonly #secret = newSecret();
  #callback: Callback | undefined;
  #address: HubAddress | undefined;
  #intent: Intent | undefined;
  #stopping: Promise<void> | undefined;
  #leaseEndsAt = 0;
  #attempts = 0;
  #timer: Timer | undefined;

  constructor(task: SubscriptionTask, callbacks: CallbackReceiver) {
    this.#task = task;
    this.#callbacks = callbacks;
  }

  open(): Promise<void> {
    const { state } = this.#task;
    this.#begin().then(
      () => this.#established(),
      (error: unknown) => {
        this.#release();
        state.fail(asWotError(error));
      },
    );
    return state.established;
  }

  /** Whoever asks again waits for the same end: the hub still has to verify it. */
  stop(exchange: Partial<Exchange> = {}): Promise<void> {
    this.#stopping ??= this.#stop(exchange);
    return this.#stopping;
  }

  async #stop({ timeoutMs = goodbyeMs, signal }: Partial<Exchange>): Promise<void> {
    const { state, settings } = this.#task;
    const wasEstablished = state.isEstablished;
    if (!wasEstablished) state.fail(new AbortError("WOT_ABORTED", "the subscription was stopped"));
    if (!state.end() || !wasEstablished) return this.#release();
    this.#timer?.cancel();
    const deadline = new Deadline(settings.clock, timeoutMs, signal);
    try {
      await farewell(this.#ask("unsubscribe", deadline));
    } finally {
      deadline.release();
      this.#release();
    }
  }

  async #begin(): Promise<void> {
    const { deadline } = this.#task;
    this.#address = await discoverHub(this.#task, deadline);
    this.#callback = await this.#callbacks.register((request) => this.#answer(request));
    await this.#ask("subscribe", deadline);
  }

  #established(): void {
    const { state, deadline } = this.#task;
    deadline.met();
    deadline.onEnd = () => void this.stop().catch(() => {});
    if (deadline.ended !== undefined) void this.stop().catch(() => {});
    else state.up();
  }

  /** Asks the hub, and waits until it has verified it. */
  async #ask(mode: Intent["mode"], deadline: Deadline): Promise<void> {
    const { requester, transport, settings } = this.#task;
    const { hub, topic } = this.#address!;
    const verified = new Promise<void>((resolve, reject) => {
      this.#intent = { mode, resolve, reject };
    });
    // It may come before the answer to the request, and be looked at only afterwards.
    verified.catch(() => {});
    const fields: Record<string, string> = {
      "hub.mode": mode,
      "hub.topic": topic,
      "hub.callback": this.#callback!.url,
    };
    if (mode === "subscribe") {
      fields["hub.secret"] = this.#secret;
      fields["hub.lease_seconds"] = String(settings.limits.webSubLeaseSeconds);
    }
    await askHub(hub, fields, requester, transport, deadline);
    await deadline.race(verified);
  }

  #answer(request: CallbackRequest): CallbackAnswer | Promise<CallbackAnswer> {
    return request.method === "GET" ? this.#verify(request.query) : this.#receive(request);
  }

  /** Confirms what was asked for, and nothing else (§5.3). */
  #verify(query: URLSearchParams): CallbackAnswer {
    const [mode, challenge] = [query.get("hub.mode"), query.get("hub.challenge")];
    if (query.get("hub.topic") !== this.#address?.topic) return { status: 404 };
    if (mode === "denied") return this.#denied(query.get("hub.reason"));
    const intent = this.#intent;
    if (intent === undefined || mode !== intent.mode || challenge === null) return { status: 404 };
    this.#intent = undefined;
    if (mode === "subscribe") this.#lease(Number(query.get("hub.lease_seconds")));
    intent.resolve();
    return { status: 200, text: challenge };
  }

  /** The hub may take a subscription back at any time (§5.2). */
  #denied(reason: string | null): CallbackAnswer {
    const why = reason === null ? "" : `: ${reason.slice(0, 200)}`;
    const error = new RemoteError("WOT_REMOTE", `the hub denied the subscription${why}`, { status: "denied" });
    this.#intent?.reject(error);
    this.#intent = undefined;
    if (this.#task.state.isEstablished) {
      this.#release();
      this.#task.state.fail(error);
    }
    return { status: 200 };
  }

  /** A message without a good signature is not ours; its sender is not told, and learns nothing by trying (§7.1). */
  async #receive({ body, headers }: CallbackRequest): Promise<CallbackAnswer> {
    const { state, contentType } = this.#task;
    if (!(await isSignedBy(this.#secret, headers("x-hub-signature")[0], body))) return { status: 202 };
    const [type = body.length === 0 ? "" : contentType] = headers("content-type");
    state.next({ contentType: type, body });
    return { status: 200 };
  }

  /** Renews after four fifths of what the hub grants, or of what was asked for when it does not say. */
  #lease(granted: number): void {
    const { clock, limits } = this.#task.settings;
    const lease = granted > 0 ? granted : limits.webSubLeaseSeconds;
    const seconds = Math.min(Math.max(lease, limits.minWebSubLeaseSeconds), maxWebSubLeaseSeconds);
    this.#leaseEndsAt = clock.now() + seconds * 1_000;
    this.#attempts = 0;
    this.#renewAfter(seconds * 800);
  }

  #renewAfter(delayMs: number): void {
    this.#timer?.cancel();
    this.#timer = this.#task.settings.clock.after(delayMs, () => void this.#renew());
  }

  async #renew(): Promise<void> {
    const { state, settings, timeoutMs } = this.#task;
    const deadline = new Deadline(settings.clock, timeoutMs, undefined);
    try {
      await this.#ask("subscribe", deadline);
      state.up();
    } catch (error) {
      this.#notRenewed(asWotError(error));
    } finally {
      deadline.release();
    }
  }

  /** While the lease lasts nothing is missing, and it is tried on. */
  #notRenewed(error: WotError): void {
    const { state, settings } = this.#task;
    const isOut = settings.clock.now() >= this.#leaseEndsAt;
    if (isOut || !isPassing(error)) state.lost(error);
    if (state.isOver) this.#release();
    else this.#renewAfter(reconnectDelayMs(this.#attempts++, settings.limits, settings.random));
  }

  #release(): void {
    this.#timer?.cancel();
    this.#callback?.release();
    this.#task.deadline.release();
  }
}
