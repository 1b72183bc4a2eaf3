import type { Content, ContentSink, PreparedForm, RemoteSubscription } from "@thingwright/contracts";
import { RemoteError, type WotError } from "@thingwright/errors";
import { Deadline } from "../connection/deadline.js";
import type { Listening, MessageListener } from "../connection/listener.js";
import type { InboundMessage } from "../connection/message.js";
import { statusTopicTerm } from "../form/request-terms.js";
import { type ClientContext, contactPeer } from "./client-context.js";
import type { FormTarget } from "./form-target.js";
import { namedContent } from "./named-content.js";
import { replyOf } from "./reply.js";
import { doesNotRequest } from "./unoffered.js";

/** `observeproperty`, `subscribeevent` and their counterparts for all: every message is a value. */
export function subscriptionForm(context: ClientContext, target: FormTarget): PreparedForm {
  const { form, operation } = target.request;
  const statusTopic = form.form[statusTopicTerm];
  return {
    ...doesNotRequest,
    async subscribe(exchange, sink) {
      using deadline = new Deadline(
        context.settings.clock,
        exchange,
        () => `no acknowledgement of the subscription to ${form.href}`,
      );
      const { peer, target: resolved } = await contactPeer(context, target, exchange, deadline);
      const endsWithState = typeof statusTopic === "string" && operation === "observeproperty";
      const running = new RunningSubscription(sink, () => context.peers.release(peer));
      try {
        const filters = target.topicFilters(resolved.broker, resolved.variables);
        const qos = target.terms.qos ?? 0;
        const toContent = contentReader(target, filters);
        const values = new ValueListener(running, toContent, retainedUse(target), endsWithState);
        running.listenings.push(await peer.connection.listen(filters, qos, values, deadline));
        if (typeof statusTopic === "string") {
          running.listenings.push(
            await peer.connection.listen([statusTopic], 0, new StatusListener(running), deadline),
          );
        }
      } catch (error) {
        await running.stop();
        throw error;
      }
      running.endWith(exchange.signal);
      return running;
    },
  };
}

/**
 * Whether messages count that the broker had kept: of one property always (they are its value), of all properties only
 * those that tell what an interruption has hidden, of events never, unless the Form says that they are retained.
 */
type RetainedUse = "always" | "after-interruption" | "never";

function retainedUse({ request, terms }: FormTarget): RetainedUse {
  if (request.operation === "observeallproperties") return "after-interruption";
  return request.operation === "observeproperty" || terms.retain === true ? "always" : "never";
}

/** Makes the content of a message; `undefined` for a message that is no value. */
type ContentReader = (message: InboundMessage) => Content | undefined;

function contentReader({ request }: FormTarget, filters: readonly string[]): ContentReader {
  const { form, operation, thing } = request;
  const { contentType } = form;
  if (operation === "observeallproperties" || operation === "subscribeallevents") {
    const affordances = operation === "observeallproperties" ? thing.properties : thing.events;
    return namedContent(filters, new Set(Object.keys(affordances ?? {})), contentType);
  }
  return (message) => replyOf(message, contentType);
}

/** What a sink's subscription has open; tells the sink nothing more once it has ended. */
class RunningSubscription implements RemoteSubscription {
  readonly listenings: Listening[] = [];
  readonly #sink: ContentSink;
  readonly #release: () => void;
  #ended = false;
  #forget: () => void = () => {};

  constructor(sink: ContentSink, release: () => void) {
    this.#sink = sink;
    this.#release = release;
  }

  /** Calls `tell` unless the subscription has ended. */
  tell(tell: (sink: ContentSink) => void): void {
    if (!this.#ended) tell(this.#sink);
  }

  /** Ends the subscription by `tell`. */
  end(tell: (sink: ContentSink) => void): void {
    this.tell(tell);
    void this.stop();
  }

  /** Lets `signal` end the subscription. */
  endWith(signal: AbortSignal | undefined): void {
    if (signal === undefined) return;
    const abort = (): void => void this.stop();
    signal.addEventListener("abort", abort, { once: true });
    this.#forget = () => signal.removeEventListener("abort", abort);
    if (signal.aborted) abort();
  }

  async stop(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    this.#forget();
    try {
      await Promise.all(this.listenings.map((listening) => listening.stop()));
    } finally {
      this.#release();
    }
  }
}

class ValueListener implements MessageListener {
  readonly #running: RunningSubscription;
  readonly #toContent: ContentReader;
  readonly #retained: RetainedUse;
  readonly #endsWithState: boolean;
  #wasInterrupted = false;
  #last: InboundMessage | undefined;

  constructor(running: RunningSubscription, toContent: ContentReader, retained: RetainedUse, endsWithState: boolean) {
    this.#running = running;
    this.#toContent = toContent;
    this.#retained = retained;
    this.#endsWithState = endsWithState;
  }

  message(message: InboundMessage): void {
    if (message.retain && (!this.#takesRetained() || this.#isKnown(message))) return;
    if (message.payload.length === 0 && this.#retained !== "never") {
      this.#gone();
      return;
    }
    this.#last = message;
    const content = this.#toContent(message);
    if (content !== undefined) this.#running.tell((sink) => sink.next(content));
  }

  interrupted(error: WotError): void {
    this.#wasInterrupted = true;
    this.#running.tell((sink) => sink.interrupted(error));
  }

  resumed(): void {
    this.#running.tell((sink) => sink.resumed());
  }

  failed(error: WotError): void {
    this.#running.end((sink) => sink.error(error));
  }

  /** An empty message takes a retained value back (MQTT 5.0 §3.3.1.3). Of a Thing of ours it means the end. */
  #gone(): void {
    if (!this.#endsWithState) return;
    const error = new RemoteError("WOT_REMOTE", "the Thing has ended the observation", { status: "503" });
    this.#running.end((sink) => sink.error(error));
  }

  /** The broker repeats the retained message after an interruption: no news when nothing has changed. */
  #isKnown({ topic, payload }: InboundMessage): boolean {
    return this.#last !== undefined && this.#last.topic === topic && Buffer.compare(this.#last.payload, payload) === 0;
  }

  #takesRetained(): boolean {
    return this.#retained === "always" || (this.#retained === "after-interruption" && this.#wasInterrupted);
  }
}

/** Ends a subscription properly when its Thing says that it goes. */
class StatusListener implements MessageListener {
  readonly #running: RunningSubscription;
  #wasOnline = false;

  constructor(running: RunningSubscription) {
    this.#running = running;
  }

  message({ payload, retain }: InboundMessage): void {
    const isOnline = Buffer.from(payload).toString() === "online";
    // An old "offline" may stand from before the Thing came; one after "online" means it.
    if (!isOnline && (!retain || this.#wasOnline)) this.#running.end((sink) => sink.complete());
    this.#wasOnline = isOnline;
  }

  interrupted(): void {}

  resumed(): void {}

  failed(): void {}
}
