import type {
  ContentSink,
  Exchange,
  FormRequest,
  PreparedForm,
  RemoteSubscription,
  Reply,
} from "@thingwright/contracts";
import { isSubscribing } from "@thingwright/contracts";
import { ProtocolError, UsageError } from "@thingwright/errors";
import type { SubprotocolHost } from "../client-subprotocol.js";
import { Deadline } from "../deadline.js";
import type { Requester } from "../requester.js";
import { SubscriptionState } from "../subscription-state.js";
import type { LineRequest, SocketLine } from "./socket-line.js";
import type { SocketLines } from "./socket-lines.js";
import { SocketSubscription } from "./socket-subscription.js";
import { json, replyIn, statusesIn } from "./thing-answer.js";
import type { SubscribingOperation } from "./topic.js";

/** The member that the body of an operation becomes. */
const bodyMembers: ReadonlyMap<string, string> = new Map([
  ["writeproperty", "value"],
  ["writeallproperties", "values"],
  ["writemultipleproperties", "values"],
  ["invokeaction", "input"],
]);

/** A Form whose operations are messages. */
export class PreparedSocketForm implements PreparedForm {
  readonly #request: FormRequest;
  readonly #requester: Requester;
  readonly #lines: SocketLines;
  readonly #host: SubprotocolHost;

  constructor(request: FormRequest, requester: Requester, lines: SocketLines, host: SubprotocolHost) {
    this.#request = request;
    this.#requester = requester;
    this.#lines = lines;
    this.#host = host;
  }

  async request(exchange: Exchange): Promise<Reply> {
    const { operation } = this.#request;
    if (isSubscribing(operation)) throw new UsageError("WOT_STATE", `${operation} is a subscription, no request`);
    const deadline = new Deadline(this.#host.settings.clock, exchange.timeoutMs, exchange.signal);
    try {
      const line = await this.#lines.of(this.#requester, { variables: exchange.variables }, deadline);
      return await this.#carryOut(line, exchange, deadline);
    } finally {
      deadline.release();
    }
  }

  async subscribe({ variables, signal, timeoutMs }: Exchange, sink: ContentSink): Promise<RemoteSubscription> {
    const { operation, affordance } = this.#request;
    if (!isSubscribing(operation)) throw new UsageError("WOT_STATE", `${operation} is no subscription`);
    const { clock } = this.#host.settings;
    const deadline = new Deadline(clock, timeoutMs, signal);
    const line = await this.#lines.of(this.#requester, { variables }, deadline);
    const state = new SubscriptionState(sink, clock);
    const topic = { thingID: this.#thingID, operation: operation as SubscribingOperation, name: affordance };
    const subscription = new SocketSubscription(line, topic, state, deadline);
    this.#host.subscriptions.add(subscription, state);
    await subscription.open(timeoutMs);
    return subscription;
  }

  async #carryOut(line: SocketLine, exchange: Exchange, deadline: Deadline): Promise<Reply> {
    const { operation } = this.#request;
    if ((operation === "queryaction" || operation === "cancelaction") && exchange.location === undefined) {
      return this.#aboutLatest(line, deadline);
    }
    return replyIn(await line.ask(this.#message(exchange), deadline), operation);
  }

  /** The protocol has no word for the latest invocation, but the Thing lists it first. */
  async #aboutLatest(line: SocketLine, deadline: Deadline): Promise<Reply> {
    const { operation, affordance = "" } = this.#request;
    const all = statusesIn(await line.ask({ thingID: this.#thingID, operation: "queryallactions" }, deadline));
    const latest = all[affordance]?.[0] as { readonly id?: string } | undefined;
    if (latest === undefined) {
      throw new ProtocolError("WOT_PROTOCOL", `the Thing knows of no invocation of "${affordance}"`);
    }
    if (operation === "queryaction") return json(latest);
    return replyIn(await line.ask(this.#message({ location: latest.id }), deadline), operation);
  }

  #message({ content, location, variables }: Pick<Exchange, "content" | "location" | "variables">): LineRequest {
    const { operation, affordance: name } = this.#request;
    const body = bodyMembers.get(operation);
    return {
      thingID: this.#thingID,
      operation,
      name,
      ...(location === undefined ? {} : { actionID: location }),
      ...(operation === "readmultipleproperties" ? { names: variables?.names } : {}),
      ...(body === undefined || content === undefined ? {} : { [body]: jsonOf(content.body) }),
    };
  }

  /** A Thing without an id is known by where it is. */
  get #thingID(): string {
    const { thing, href } = this.#request;
    return thing.id ?? thing.base ?? href.template;
  }
}

/** Messages are JSON, and so is every value in them. */
function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch (cause) {
    throw new UsageError("WOT_ARGUMENT", "what is sent over a WebSocket must be JSON", { cause });
  }
}
