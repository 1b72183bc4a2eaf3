import {
  type Authentication,
  type AuthenticationTarget,
  abortedBy,
  type Clock,
  type ContentSink,
  type Exchange,
  type FormRequest,
  type InboundRequest,
  isPromise,
  type MaybePromise,
  type PreparedForm,
  type Reply,
  withCredentials,
  within,
} from "@thingwright/contracts";
import { CredentialsError, type NetworkError, ProtocolError, UsageError } from "@thingwright/errors";
import { resolveHref } from "@thingwright/td";
import { parseAddress, queryVariables } from "./address.js";
import type { MemoryNetwork, MemoryRequest } from "./network.js";
import { presentedOf } from "./presented.js";
import { MemorySubscription } from "./subscription.js";

/** What all prepared Forms of one client share. */
export interface MemoryClientState {
  readonly network: MemoryNetwork;
  readonly clock: Clock;
  readonly maxBodyBytes: number;
  readonly subscriptions: Set<MemorySubscription>;
  stopped: boolean;
}

/** One Form × operation of a memory client. */
export class MemoryPreparedForm implements PreparedForm {
  readonly #form: FormRequest;
  readonly #state: MemoryClientState;

  constructor(form: FormRequest, state: MemoryClientState) {
    this.#form = form;
    this.#state = state;
  }

  async request(exchange: Exchange): Promise<Reply> {
    this.#refuseWhenStopped();
    const reply = await this.#attempt(exchange, (attempt) =>
      this.#authenticated(exchange, attempt, (call) => {
        const result = this.#state.network.reach(call.address.server).request(call);
        return isPromise(result) ? this.#online(call, attempt, result) : result;
      }),
    );
    const { maxBodyBytes } = this.#state;
    if (reply.body.length <= maxBodyBytes) return reply;
    throw new ProtocolError("WOT_PROTOCOL", `the answer is longer than ${maxBodyBytes} bytes`);
  }

  async subscribe(exchange: Exchange, sink: ContentSink): Promise<MemorySubscription> {
    this.#refuseWhenStopped();
    const subscription = new MemorySubscription(sink);
    const stop = (): void => void subscription.stop();
    subscription.atEnd(() => exchange.signal?.removeEventListener("abort", stop));
    exchange.signal?.addEventListener("abort", stop);
    try {
      await this.#attempt(exchange, (attempt) =>
        this.#authenticated(exchange, attempt, (call) => this.#establish(call, attempt, subscription)),
      );
    } catch (error) {
      await subscription.stop();
      throw error;
    }
    return subscription;
  }

  #refuseWhenStopped(): void {
    if (this.#state.stopped) throw new UsageError("WOT_STATE", "the client has been stopped");
  }

  /** The outcome of `work`, whose `attempt` is aborted when the exchange is, or when its time is over. */
  #attempt<T>(exchange: Exchange, work: (attempt: AbortController) => Promise<T>): Promise<T> {
    if (exchange.signal?.aborted) return Promise.reject(abortedBy(exchange.signal));
    const attempt = new AbortController();
    return within(work(attempt), exchange, this.#state.clock, (reason) => attempt.abort(reason));
  }

  async #establish(call: MemoryRequest, attempt: AbortController, subscription: MemorySubscription): Promise<void> {
    const { network, subscriptions } = this.#state;
    const pending = network.reach(call.address.server).subscribe(call, subscription);
    const hosted = isPromise(pending) ? await this.#online(call, attempt, pending) : pending;
    subscriptions.add(subscription);
    subscription.atEnd(() => hosted.cancel());
    subscription.atEnd(network.join(call.address.server, subscription));
    subscription.atEnd(() => subscriptions.delete(subscription));
  }

  /** Does `work` with credentials, and once more when the authenticator sees a point in it. */
  async #authenticated<T>(
    exchange: Exchange,
    attempt: AbortController,
    work: (call: MemoryRequest) => MaybePromise<T>,
  ): Promise<T> {
    const { authenticator, form, operation } = this.#form;
    if (authenticator === undefined) return work(this.#call(exchange, attempt));
    const body = exchange.content?.body;
    const target = { uri: form.href, method: operation, ...(body === undefined ? {} : { body }) };
    const present = async (): Promise<Presented> => ({
      authentication: await authenticator.authenticate(target),
      target,
    });
    try {
      return await work(this.#call(exchange, attempt, await present()));
    } catch (error) {
      if (!(error instanceof CredentialsError) || error.code !== "WOT_CREDENTIALS_MISSING") throw error;
      if ((await authenticator.challenged?.(error.challenges, target)) !== true) throw error;
      return work(this.#call(exchange, attempt, await present()));
    }
  }

  #call(exchange: Exchange, attempt: AbortController, presented?: Presented): MemoryRequest {
    const { operation, form } = this.#form;
    const address = parseAddress(this.#target(exchange, presented?.authentication ?? {}));
    const members = presented?.authentication.body;
    const content = members === undefined ? exchange.content : withCredentials(exchange.content, members);
    const inbound: InboundRequest = {
      signal: attempt.signal,
      variables: operation === "readmultipleproperties" ? {} : queryVariables(address.query),
      ...(content === undefined ? {} : { content }),
      ...(answers.has(operation) ? { accept: form.response.contentType } : {}),
      ...(presented === undefined ? {} : { presented: presentedOf(presented.authentication, presented.target) }),
    };
    return { operation, address, inbound };
  }

  /** The Form's address, or the one that the exchange names if it is on the same server. */
  #target({ location, variables }: Exchange, { uriVariables }: Authentication): string {
    const own = this.#form.href.expand({ ...variables, ...uriVariables });
    if (location === undefined) return own;
    const target = resolveHref(own, location);
    if (target.startsWith("memory:") && parseAddress(target).server === parseAddress(own).server) return target;
    throw new ProtocolError("WOT_PROTOCOL", `the location ${location} is on another server than the Form`);
  }

  /** `pending`, unless the way to the server breaks before. */
  #online<T>({ address }: MemoryRequest, attempt: AbortController, pending: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const broken = (error: NetworkError): void => {
        attempt.abort(error);
        reject(error);
      };
      const leave = this.#state.network.join(address.server, { cut: broken, gone: broken, mended: () => {} });
      pending.then(resolve, reject).finally(leave);
    });
  }
}

/** What goes along with a request, and what the request is about. */
interface Presented {
  readonly authentication: Authentication;
  readonly target: AuthenticationTarget;
}

/** Operations whose answer has a content type to choose. */
const answers: ReadonlySet<string> = new Set(["readproperty", "invokeaction", "observeproperty", "subscribeevent"]);
