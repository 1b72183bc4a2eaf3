import type { Content, Exchange } from "@thingwright/contracts";
import { AbortError, asWotError, ProtocolError, RemoteError, UsageError } from "@thingwright/errors";
import { objectOf } from "../../sse/single-member.js";
import type { Callback, CallbackAnswer, CallbackReceiver, CallbackRequest } from "../callback-receiver.js";
import { Deadline } from "../deadline.js";
import { farewell, goodbyeMs } from "../farewell.js";
import { withinOrigin } from "../form-address.js";
import { linkOf } from "../link-header.js";
import type { StartableSubscription } from "../prepared-subscription.js";
import type { SubscriptionTask } from "../subscription-task.js";

const section = "WoT Profile, HTTP Webhook Profile";

/**
 * A subscription whose values the Thing posts to an address of ours. It lasts until one side ends it: a Thing that has
 * forgotten it, or cannot reach us, is not noticed.
 */
export class WebhookSubscription implements StartableSubscription {
  readonly #task: SubscriptionTask;
  readonly #callbacks: CallbackReceiver;
  #callback: Callback | undefined;
  /** Where the Thing keeps the subscription: path and query. */
  #location: string | undefined;

  constructor(task: SubscriptionTask, callbacks: CallbackReceiver) {
    this.#task = task;
    this.#callbacks = callbacks;
  }

  open(): Promise<void> {
    const { state, deadline } = this.#task;
    this.#subscribe().then(
      () => {
        deadline.met();
        deadline.onEnd = () => void this.stop().catch(() => {});
        if (deadline.ended === undefined && !state.isOver) state.up();
        else this.stop({}).catch(() => {});
      },
      (error: unknown) => {
        this.#callback?.release();
        deadline.release();
        state.fail(asWotError(error));
      },
    );
    return state.established;
  }

  async stop({ timeoutMs = goodbyeMs, signal }: Partial<Exchange> = {}): Promise<void> {
    const { state, deadline, requester, settings, use } = this.#task;
    if (!state.isEstablished) state.fail(new AbortError("WOT_ABORTED", "the subscription was stopped"));
    state.end();
    deadline.release();
    this.#callback?.release();
    const path = this.#location;
    this.#location = undefined;
    if (path === undefined) return;
    const goodbye = new Deadline(settings.clock, timeoutMs, signal);
    try {
      await farewell(requester.send({ ...use, path, method: "DELETE" }, goodbye));
    } catch (error) {
      if (!isGone(error)) throw error;
    } finally {
      goodbye.release();
    }
  }

  async #subscribe(): Promise<void> {
    const { requester, deadline, use, content } = this.#task;
    this.#callback = await this.#callbacks.register((request) => this.#notified(request));
    const body = withCallback(content, this.#callback.url);
    const reply = await requester.send({ ...use, content: body }, deadline);
    const location = reply.header("location");
    const { origin, path } = requester.plan.address;
    const here = path(use.variables ?? {});
    this.#location = location === undefined ? undefined : withinOrigin(origin, here, location);
    if (this.#location !== undefined) return;
    throw new ProtocolError("WOT_PROTOCOL", "the Thing does not say where at its origin the subscription is", {
      section,
    });
  }

  /** 200 for what could be used: anything else is a message that no Thing of the Profile sends. */
  #notified({ method, body, headers }: CallbackRequest): CallbackAnswer {
    const { state, isOfAll, contentType } = this.#task;
    if (method !== "POST") return { status: 405 };
    if (state.isOver) return { status: 404 };
    const [type = contentType] = headers("content-type");
    const text = jsonText(body);
    if (text === undefined) return { status: 400 };
    if (text !== "" && !/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)) return { status: 415 };
    if (!isOfAll) {
      state.next(text === "" ? { contentType: "", body } : { contentType: type, body });
      return { status: 200 };
    }
    const name = affordanceIn(linkOf(headers("link"), "self"));
    if (name === undefined) return { status: 400 };
    const whole = objectOf({ name, value: text === "" ? "null" : text });
    state.next({ contentType: "application/json", body: new TextEncoder().encode(whole) });
    return { status: 200 };
  }
}

/** The body of the request: what the event asks of a subscriber, and where to post. */
function withCallback(content: Content | undefined, callbackURL: string): Content {
  const own: unknown = content === undefined || content.body.length === 0 ? {} : parsed(content.body);
  if (typeof own !== "object" || own === null || Array.isArray(own)) {
    throw new UsageError("WOT_ARGUMENT", "what a webhook is told of a subscriber must be a JSON object");
  }
  const body = new TextEncoder().encode(JSON.stringify({ ...own, callbackURL }));
  return { contentType: "application/json", body };
}

/** `body` as the text of a JSON value, or the empty text; `undefined` when it is neither. */
function jsonText(body: Uint8Array): string | undefined {
  const text = new TextDecoder().decode(body);
  return body.length === 0 || parsed(body) !== undefined ? text : undefined;
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

/** Name of the affordance whose resource a notification links to: the last segment of its path. */
function affordanceIn(link: string | undefined): string | undefined {
  const url = link !== undefined && URL.canParse(link, "http://h") ? new URL(link, "http://h") : undefined;
  try {
    const name = decodeURIComponent(url?.pathname.split("/").at(-1) ?? "");
    return name === "" ? undefined : name;
  } catch {
    return undefined;
  }
}

/** The Thing has ended it before. */
const isGone = (error: unknown): boolean =>
  error instanceof RemoteError && (error.status === "404" || error.status === "410");
