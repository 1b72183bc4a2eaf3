import type { Content, ContentSink, PreparedForm, RemoteSubscription } from "@thingwright/contracts";
import type { WotError } from "@thingwright/errors";
import { Deadline } from "../connection/deadline.js";
import type { Listening, MessageListener } from "../connection/listener.js";
import type { InboundMessage } from "../connection/message.js";
import { statusTopicTerm } from "../form/request-terms.js";
import type { ClientContext } from "./client-context.js";
import type { FormTarget } from "./form-target.js";
import { namedContent } from "./named-content.js";
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
      const { broker, user, variables } = await deadline.guard(target.resolve(exchange));
      const filters = target.topicFilters(broker, variables);
      const peer = context.peers.acquire(broker, user);
      const running = new RunningSubscription(sink, () => context.peers.release(peer));
      try {
        const qos = target.terms.qos ?? 0;
        const toContent = contentReader(target, filters);
        const takesRetained = !operation.startsWith("subscribe") || target.terms.retain === true;
        const values = new ValueListener(running, toContent, takesRetained);
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
      return running;
    },
  };
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
  return ({ payload, properties }) => ({ contentType: properties?.contentType ?? contentType, body: payload });
}

/** What a sink's subscription has open; tells the sink nothing more once it has ended. */
class RunningSubscription implements RemoteSubscription {
  readonly listenings: Listening[] = [];
  readonly #sink: ContentSink;
  readonly #release: () => void;
  #ended = false;

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

  async stop(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
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
  readonly #takesRetained: boolean;

  constructor(running: RunningSubscription, toContent: ContentReader, takesRetained: boolean) {
    this.#running = running;
    this.#toContent = toContent;
    this.#takesRetained = takesRetained;
  }

  message(message: InboundMessage): void {
    // A retained event happened before the subscription.
    if (message.retain && !this.#takesRetained) return;
    const content = this.#toContent(message);
    if (content !== undefined) this.#running.tell((sink) => sink.next(content));
  }

  interrupted(error: WotError): void {
    this.#running.tell((sink) => sink.interrupted(error));
  }

  resumed(): void {
    this.#running.tell((sink) => sink.resumed());
  }

  failed(error: WotError): void {
    this.#running.end((sink) => sink.error(error));
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
