import { UsageError, type WotError } from "@thingwright/errors";
import { szxFor } from "../blockwise/block.js";
import { Transfer } from "../blockwise/transfer.js";
import { CachedRequests } from "../cache/cached-requests.js";
import { type ResponseCache, storeOf } from "../cache/response-cache.js";
import { Code, isMethod } from "../message/code.js";
import { payloadBytes } from "../message/payload.js";
import type { RequestProtector } from "../object-security/object-security.js";
import { ClientObservation } from "../observe/client-observation.js";
import type { ClientObservationOptions, CoapObservation } from "../observe/coap-observation.js";
import type { Peer } from "../reliability/delivery.js";
import { errorReporter } from "../reliability/error-reporter.js";
import { limitsFrom } from "../reliability/limits.js";
import { defaultMessageLayerLimits, type MessageLayerLimits } from "../reliability/message-layer.js";
import {
  maxTransmitWaitMs,
  type TransmissionParameters,
  transmissionParameters,
} from "../reliability/transmission-parameters.js";
import { type CoapTransport, carrierOver } from "../stream/carrier-over.js";
import { type Clock, systemClock } from "../time/clock.js";
import { type Random, secureRandom } from "../time/random.js";
import { TimerWheel } from "../time/timer-wheel.js";
import { udpTransport } from "../transport/udp-transport.js";
import { type CoapScheme, type CoapUri, parseCoapUri } from "../uri/coap-uri.js";
import { type Call, optionTemplate } from "./call.js";
import { abortError } from "./client-exchange.js";
import type { CoapClientResponse, IncomingResponse } from "./client-response.js";
import { GroupExchange } from "./group-exchange.js";
import { HostLookup, type Lookup, literalAddress, systemLookup } from "./host-lookup.js";
import {
  type Destination,
  Prepared,
  type PreparedRequest,
  type PreparedRequestHost,
  type SendOptions,
} from "./prepared-request.js";
import { RequestLayer } from "./request-layer.js";
import { type CoapTarget, demandsOf, proxiedOptions, targetOptions, uriOf } from "./target.js";

/** Every limit of a client. */
export interface ClientLimits extends MessageLayerLimits {
  /** Largest body of a response. Default 1 MiB. */
  readonly maxBodyBytes: number;
  /** Largest block sent or asked for: 16 to 1024, a power of two. Default 1024. */
  readonly maxBlockBytes: number;
  /**
   * Length of the tokens of requests. Default 4. Of more than 8 bytes they are for servers that know extended token lengths
   * (RFC 8974): one that rejects them is asked again with shorter ones, and remembered.
   */
  readonly tokenBytes: number;
}

const GROUP_TIMEOUT_MS = 10_000;
const MAX_GROUP_RESPONSES = 1024;

const defaultLimits: ClientLimits = {
  ...defaultMessageLayerLimits,
  maxBodyBytes: 1 << 20,
  maxBlockBytes: 1024,
  tokenBytes: 4,
};

export interface CoapClientOptions extends Partial<ClientLimits>, Partial<TransmissionParameters> {
  /** Local IP address. Default: all, IPv6 and IPv4. */
  readonly address?: string;
  /** In place of UDP, such as `tcpClient()` or a `dtlsTransport`. */
  readonly transport?: CoapTransport;
  /** The `coap` URI of a forward-proxy that every request goes to. Default: none. */
  readonly proxy?: string;
  /** Finds addresses of host names. Default: the operating system's look-up. */
  readonly lookup?: Lookup;
  /**
   * Protects every request that has no `oscore` of its own; a function finds what protects those to a URI, and may throw a
   * `WotError` where nothing may go unprotected. Default: nothing.
   */
  readonly oscore?: RequestProtector | ((uri: CoapUri) => RequestProtector | undefined);
  /**
   * Keeps responses to GET and FETCH, and states that are observed, and gives them again while they are fresh; a
   * `responseCache()`. Whoever shares it gets what it has, so it is for clients of one identity. Default: none.
   */
  readonly cache?: ResponseCache;
  readonly clock?: Clock;
  readonly random?: Random;
  /** Told of faults that no caller hears of. Default: nothing. */
  readonly onError?: (error: WotError) => void;
}

/** A method and what to ask it of. */
export interface RequestTarget extends CoapTarget {
  /** Method as its code, see `Code`. Default GET. */
  readonly method?: number;
}

export interface CoapRequestOptions extends RequestTarget, SendOptions {}

export interface CoapObserveOptions extends CoapTarget, ClientObservationOptions, SendOptions {
  /** GET, or FETCH with what is wanted as its payload (RFC 8132 §2.4). Default GET. */
  readonly method?: typeof Code.GET | typeof Code.FETCH;
}

export interface CoapGroupRequestOptions extends RequestTarget, Omit<SendOptions, "confirmable"> {
  /** How long to wait for responses. Default 10000: twice the longest leisure of servers (RFC 7252 §8.2). */
  readonly timeoutMs?: number;
  /** No more than so many. Default 1024. */
  readonly maxResponses?: number;
}

/** A CoAP client. Keeps the process alive until it is closed. */
export interface CoapClient extends AsyncDisposable {
  /** Sends one request; see `PreparedRequest.send` for how it ends. */
  request(options: CoapRequestOptions): Promise<CoapClientResponse>;
  /**
   * Works out URI and options once, for requests that are sent often.
   *
   * @throws {UsageError} WOT_ARGUMENT, WOT_RANGE if they make no request
   */
  prepare(target: RequestTarget): PreparedRequest;
  /**
   * Observes a resource; resolves with the first answer. `signal` ends the observation, also later.
   *
   * @throws as `PreparedRequest.send`
   */
  observe(options: CoapObserveOptions): Promise<CoapObservation>;
  /**
   * Asks a multicast group, and gives the response of each server that answers until `timeoutMs` have passed. Errors are
   * responses too, although servers keep them to themselves. One whose later blocks cannot be had is left out.
   *
   * @throws {NetworkError} WOT_NETWORK: no way to the group
   * @throws {AbortError} WOT_ABORTED
   * @throws {UsageError} WOT_STATE: the client is closed; WOT_ARGUMENT: it protects its requests by OSCORE
   * @see RFC 7252 §8
   */
  requestGroup(options: CoapGroupRequestOptions): AsyncIterableIterator<CoapClientResponse>;
  /** Fails what is open and lets go of the socket. May be called twice. */
  close(): Promise<void>;
}

/**
 * A client for any number of servers, over one socket that is opened with the first request.
 *
 * @throws {UsageError} WOT_RANGE if a limit or parameter is out of range
 * @see RFC 7252, RFC 7641, RFC 7959
 */
export function coapClient(options: CoapClientOptions = {}): CoapClient {
  return new Client(options);
}

class Client implements CoapClient, PreparedRequestHost {
  readonly #scheme: CoapScheme;
  readonly #wheel: TimerWheel;
  readonly #requests: RequestLayer;
  readonly #transfer: Transfer;
  readonly #cached: CachedRequests | undefined;
  readonly #hosts: HostLookup;
  readonly #protector: CoapClientOptions["oscore"];
  readonly #proxy: string | undefined;
  readonly #observations = new Set<ClientObservation>();
  #opening: Promise<unknown> | undefined;
  #state: "new" | "open" | "closed" = "new";

  constructor(options: CoapClientOptions) {
    const limits = limitsFrom(defaultLimits, options);
    const parameters = transmissionParameters(options);
    const clock = options.clock ?? systemClock;
    const onError = errorReporter(options.onError);
    const { address } = options;
    const transport = options.transport ?? udpTransport(address === undefined ? {} : { address });
    this.#scheme = transport.scheme ?? "coap";
    const wheel = new TimerWheel(clock, onError);
    const random = options.random ?? secureRandom();
    this.#wheel = wheel;
    this.#protector = options.oscore;
    this.#proxy = options.proxy;
    this.#hosts = new HostLookup(options.lookup ?? systemLookup, clock);
    this.#requests = new RequestLayer({
      carrier: (user) => carrierOver({ transport, parameters, limits, maxTokenBytes: 0, wheel, random, user }),
      wheel,
      random,
      exchangeTimeoutMs: maxTransmitWaitMs(parameters),
      tokenBytes: limits.tokenBytes,
      onError,
    });
    const { maxBodyBytes, maxBlockBytes } = limits;
    const isSecured = this.#scheme !== "coap";
    this.#transfer = new Transfer(this.#requests, { maxBodyBytes, szx: szxFor(maxBlockBytes), isSecured });
    if (options.cache !== undefined)
      this.#cached = new CachedRequests(storeOf(options.cache), this.#transfer, () => wheel.now());
  }

  async request(options: CoapRequestOptions): Promise<CoapClientResponse> {
    return this.prepare(options).send(options);
  }

  prepare(target: RequestTarget): Prepared {
    const { method = Code.GET } = target;
    if (!isMethod(method)) throw new UsageError("WOT_RANGE", `method is ${method}, expected 1 to 7`);
    const proxy = target.proxy ?? this.#proxy;
    const uri = uriOf(target, proxy === undefined ? this.#scheme : "coap");
    const options = proxy === undefined ? targetOptions(target, uri) : proxiedOptions(target, uri);
    const asked = proxy === undefined ? uri : parseCoapUri(proxy, this.#scheme);
    const template = optionTemplate(options, demandsOf(target));
    const { host, port } = asked;
    const to = { host, port, address: literalAddress(host) };
    return new Prepared(this, to, method, template, target.oscore ?? this.#protectorFor(uri));
  }

  async observe(options: CoapObserveOptions): Promise<CoapObservation> {
    const deadlineMs = options.timeoutMs === undefined ? undefined : this.now() + options.timeoutMs;
    const { method = Code.GET } = options;
    if (method !== Code.GET && method !== Code.FETCH)
      throw new UsageError("WOT_ARGUMENT", `method is ${method}, and only GET and FETCH observe`);
    const prepared = this.prepare(options);
    const peer = await this.findPeer(prepared.to);
    const call = prepared.call(peer, options, deadlineMs);
    const body = payloadBytes(options.payload);
    const observation = new ClientObservation(this.#requests, this.#transfer, call, body, {
      ...options,
      onState: (state) => this.#cached?.notified(this.#authorityOf(prepared.to), call, body, state),
      onEnd: (error) => {
        this.#observations.delete(observation);
        options.onEnd?.(error);
      },
    });
    this.#observations.add(observation);
    await observation.register();
    return observation;
  }

  async *requestGroup(options: CoapGroupRequestOptions): AsyncIterableIterator<CoapClientResponse> {
    const { payload, signal, timeoutMs = GROUP_TIMEOUT_MS, maxResponses = MAX_GROUP_RESPONSES } = options;
    const prepared = this.prepare(options);
    const peer = await this.findPeer(prepared.to);
    if (signal?.aborted) throw abortError(signal);
    const call = prepared.call(peer, { ...options, confirmable: false }, this.now() + timeoutMs);
    if (call.protector !== undefined)
      throw new UsageError("WOT_ARGUMENT", "OSCORE protects a request to one server, not to a group");
    const group = new GroupExchange(this.#requests, call, payloadBytes(payload), maxResponses);
    for await (const response of group.responses) {
      const complete = response.isPartial ? await this.#completeOfGroup(call, response) : response;
      if (complete !== undefined) yield complete;
    }
  }

  /** Later blocks are asked of the one server (RFC 7959 §2.8). */
  async #completeOfGroup(call: Call, first: IncomingResponse): Promise<CoapClientResponse | undefined> {
    const { address, port } = first.peer;
    const peer = this.#requests.messages.peerAt(address, port, address);
    try {
      return await this.#transfer.complete({ ...call, peer, confirmable: true, deadlineMs: undefined }, first);
    } catch (error) {
      if (call.signal?.aborted) throw error;
      this.#requests.onError(error);
      return undefined;
    }
  }

  async close(): Promise<void> {
    if (this.#state === "closed") return;
    this.#state = "closed";
    const error = new UsageError("WOT_STATE", "the client was closed");
    for (const observation of this.#observations) observation.abandon(error);
    this.#requests.shutDown();
    this.#wheel.clear();
    await this.#opening?.catch(() => undefined);
    await this.#requests.messages.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #protectorFor(uri: CoapUri): RequestProtector | undefined {
    return typeof this.#protector === "function" ? this.#protector(uri) : this.#protector;
  }

  now(): number {
    return this.#wheel.now();
  }

  knownPeer({ host, port, address = this.#hosts.known(host) }: Destination): Peer | undefined {
    if (this.#state !== "open" || address === undefined) return undefined;
    return this.#requests.messages.peerAt(address, port, host);
  }

  async findPeer({ host, port, address }: Destination): Promise<Peer> {
    await this.#open();
    const found = address ?? this.#hosts.known(host) ?? (await this.#hosts.find(host));
    this.#assertNotClosed();
    return this.#requests.messages.peerAt(found, port, host);
  }

  run(call: Call, options: SendOptions, to: Destination): Promise<CoapClientResponse> {
    const body = payloadBytes(options.payload);
    if (options.block2Number !== undefined) return this.#transfer.block(call, options.block2Number, body);
    if (this.#cached === undefined) return this.#transfer.request(call, body);
    return this.#cached.request(this.#authorityOf(to), call, body, options.mayUseCache ?? true);
  }

  #authorityOf({ host, port }: Destination): string {
    return `${this.#scheme} ${host} ${port}`;
  }

  async #open(): Promise<void> {
    this.#assertNotClosed();
    this.#opening ??= this.#requests.messages.open();
    try {
      await this.#opening;
    } catch (error) {
      this.#opening = undefined;
      throw error;
    }
    this.#assertNotClosed();
    this.#state = "open";
  }

  #assertNotClosed(): void {
    if (this.#state === "closed") throw new UsageError("WOT_STATE", "the client is closed");
  }
}
