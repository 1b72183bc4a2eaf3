import {
  type ClientObservationOptions,
  type CoapClientResponse,
  type CoapObservation,
  type CoapRequestOptions,
  Code,
  type PreparedRequest,
} from "@thingwright/coap";
import {
  type Authentication,
  type ClientAuthenticator,
  type Content,
  type Exchange,
  type Patience,
  withCredentials,
  within,
} from "@thingwright/contracts";
import { CredentialsError, NetworkError } from "@thingwright/errors";
import type { CoapClientSettings } from "./client-options.js";
import { locationAt } from "./form-address.js";
import type { FormPlan } from "./form-plan.js";
import type { ProtocolClients } from "./protocol-clients.js";
import { isRefusal, refusalOf } from "./reply.js";

/** Where one use of a Form goes, and with what. */
type Target = Pick<
  CoapRequestOptions,
  "url" | "query" | "accept" | "contentFormat" | "options" | "confirmable" | "block1Bytes" | "block2Bytes"
>;

/** Sends the requests of one Form: with credentials, and a second time when they were stale. */
export class Requester {
  readonly plan: FormPlan;
  readonly #clients: ProtocolClients;
  readonly #settings: CoapClientSettings;
  /** Requests without variables, by the Content-Format of their body. */
  readonly #prepared = new Map<number | undefined, PreparedRequest>();

  constructor(plan: FormPlan, clients: ProtocolClients, settings: CoapClientSettings) {
    this.plan = plan;
    this.#clients = clients;
    this.#settings = settings;
  }

  /**
   * What `read` makes of the successful answer to one request. Nothing waits but the protocol's promise and this one.
   *
   * @throws {WotError} any answer that is not a success
   */
  send<T>(exchange: Exchange, read: (response: CoapClientResponse) => T): Promise<T> {
    const { authenticator, address } = this.plan;
    const isPlain =
      authenticator === undefined &&
      exchange.location === undefined &&
      address.constant !== undefined &&
      address.scheme === "coap";
    if (!isPlain) return this.#sendAnew(exchange).then(read);
    try {
      return this.#sendPrepared(exchange).then((response) => read(this.#accepted(response)));
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /**
   * An observation that the peer has taken up; of a FETCH, by what the exchange has as its content.
   *
   * @throws {WotError} when it has not
   */
  observe(exchange: Exchange, callbacks: ClientObservationOptions): Promise<CoapObservation> {
    return this.#withCredentials(exchange, async (authentication, due) => {
      const { signal, timeoutMs } = due;
      const isFetch = this.plan.method === Code.FETCH;
      const content = isFetch ? contentOf(exchange, authentication) : undefined;
      const client = this.#clients.for(this.plan.address, authentication);
      const asked = client.observe({
        ...this.#target(exchange, authentication, content),
        ...callbacks,
        timeoutMs,
        ...(isFetch && { method: Code.FETCH }),
        ...(content && { payload: content.body }),
        ...(signal && { signal }),
      });
      const observation = await this.#named(asked, due);
      this.#accepted(observation.registration);
      return observation;
    });
  }

  #sendPrepared(exchange: Exchange): Promise<CoapClientResponse> {
    const { content, signal, timeoutMs } = exchange;
    const contentFormat = this.#contentFormat(content);
    let prepared = this.#prepared.get(contentFormat);
    if (prepared === undefined) {
      prepared = this.#clients
        .for(this.plan.address, {})
        .prepare({ ...this.#target(exchange, {}, content), method: this.plan.method });
      this.#prepared.set(contentFormat, prepared);
    }
    const { confirmable } = this.plan;
    const isBare = content === undefined && signal === undefined;
    const sent = prepared.send(
      isBare
        ? { confirmable, timeoutMs }
        : { confirmable, timeoutMs, ...(content && { payload: content.body }), ...(signal && { signal }) },
    );
    return this.#named(sent, exchange);
  }

  #sendAnew(exchange: Exchange): Promise<CoapClientResponse> {
    return this.#withCredentials(exchange, async (authentication, due) => {
      const { signal, timeoutMs } = due;
      const content = contentOf(exchange, authentication);
      const client = this.#clients.for(this.plan.address, authentication);
      const response = await this.#named(
        client.request({
          ...this.#target(exchange, authentication, content),
          method: this.plan.method,
          timeoutMs,
          ...(content && { payload: content.body }),
          ...(signal && { signal }),
        }),
        due,
      );
      return this.#accepted(response);
    });
  }

  /** @throws {WotError} the error of an answer that is no success */
  #accepted(response: CoapClientResponse): CoapClientResponse {
    if (isRefusal(response)) throw refusalOf(response, this.#settings.limits);
    return response;
  }

  /** Does `work` with credentials, and once more when the authenticator sees a point in it. */
  async #withCredentials<T>(
    exchange: Exchange,
    work: (authentication: Authentication, due: Patience) => Promise<T>,
  ): Promise<T> {
    const { authenticator } = this.plan;
    if (authenticator === undefined) return work({}, exchange);
    const { clock } = this.#settings;
    const end = clock.now() + exchange.timeoutMs;
    const due = (): Patience => ({
      timeoutMs: Math.max(0, end - clock.now()),
      ...(exchange.signal && { signal: exchange.signal }),
    });
    const authentication = await within(this.#authenticate(authenticator, exchange), due(), clock);
    try {
      return await work(authentication, due());
    } catch (error) {
      if (!(error instanceof CredentialsError) || error.code !== "WOT_CREDENTIALS_MISSING") throw error;
      const again = authenticator.challenged?.(error.challenges, this.#authenticationTarget(exchange));
      if ((await within(again ?? false, due(), clock)) !== true) throw error;
      return work(await within(this.#authenticate(authenticator, exchange), due(), clock), due());
    }
  }

  async #authenticate(authenticator: ClientAuthenticator, exchange: Exchange): Promise<Authentication> {
    return authenticator.authenticate(this.#authenticationTarget(exchange));
  }

  #authenticationTarget(exchange: Exchange) {
    const body = exchange.content?.body;
    return {
      uri: this.plan.address.uri(exchange.variables ?? {}),
      method: methodNames[this.plan.method] ?? "",
      ...(body === undefined ? {} : { body }),
    };
  }

  #target({ variables, location }: Exchange, { query, uriVariables }: Authentication, content?: Content): Target {
    const { address, accept, options, confirmable, blocks } = this.plan;
    const own = address.uri({ ...variables, ...uriVariables });
    return {
      url: location === undefined ? own : locationAt(own, location, address),
      query: Object.entries(query ?? {}).map(([name, value]) => `${name}=${value}`),
      accept,
      options,
      confirmable,
      ...blocks,
      contentFormat: this.#contentFormat(content),
    };
  }

  #contentFormat(content: Content | undefined): number | undefined {
    if (content === undefined || content.contentType === "") return undefined;
    const { sent } = this.plan;
    return content.contentType === sent.contentType
      ? sent.number
      : this.#settings.formats.numberOf(content.contentType);
  }

  /** The protocol's deadline begins with the first message; the look-up of a name comes before. */
  #named<T>(sent: Promise<T>, due: Patience): Promise<T> {
    const { hasName, scheme } = this.plan.address;
    const told = scheme.startsWith("coaps") ? sent.catch(refusedBelow) : sent;
    return hasName ? within(told, due, this.#settings.clock) : told;
  }
}

/** What a request sends: with the credentials that belong into a body. */
const contentOf = ({ content }: Exchange, { body }: Authentication): Content | undefined =>
  body === undefined ? content : withCredentials(content, body);

/** A request that could not be sent because the peer refused the handshake is one without good credentials. */
function refusedBelow(error: unknown): never {
  throw error instanceof NetworkError && error.cause instanceof CredentialsError ? error.cause : error;
}

/** Names of methods by their code. */
const methodNames: readonly string[] = ["", "GET", "POST", "PUT", "DELETE", "FETCH", "PATCH", "iPATCH"];
