import type { AuthenticationTarget, ClientAuthenticator, Clock, MaybePromise, Patience } from "@thingwright/contracts";
import type { HttpClientSettings } from "./client-options.js";
import { tlsFor } from "./client-tls.js";
import { Deadline } from "./deadline.js";
import { FollowUps } from "./follow-ups.js";
import { authenticated, type Outgoing } from "./outgoing.js";
import type { RedirectRules } from "./redirects.js";
import { refusalOf } from "./refusal.js";
import type { RequestPlan, Use } from "./request-plan.js";
import type { Lane, RawReply, Transport, TransportRequest } from "./transport.js";

/** Sends the requests of one Form: with credentials, a second time when they were stale, along redirects. */
export class Requester {
  readonly plan: RequestPlan;
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #redirectRules: RedirectRules;
  /** The request of a use that adds nothing, where it is always the same. */
  readonly #bare: TransportRequest | undefined;

  constructor(plan: RequestPlan, transport: Transport, settings: HttpClientSettings) {
    const { limits, tls, clock, crossOriginRedirects } = settings;
    this.plan = plan;
    this.#transport = transport;
    this.#clock = clock;
    // A client certificate is a credential, too.
    const isAnonymous = plan.authenticator === undefined && tlsFor(tls, plan.address.origin).cert === undefined;
    this.#redirectRules = { maxRedirects: limits.maxRedirects, mayLeaveOrigin: crossOriginRedirects && isAnonymous };
    const isBare = plan.address.isConstant && plan.authenticator === undefined;
    this.#bare = isBare
      ? this.#request({ path: plan.address.path({}), headers: plan.headers, content: undefined })
      : undefined;
  }

  /** The successful answer to one request. @throws {WotError} any answer that is not a success */
  async send(use: Use, deadline: Deadline, lane: Lane = "requests"): Promise<RawReply> {
    const reply = await this.exchange(use, deadline, lane);
    if (reply.status >= 300) throw refusalOf(reply);
    return reply;
  }

  /**
   * The answer to one request, whatever its status: after better credentials, where there are, and after redirects.
   *
   * @param lane - which of the origin's connections it goes over
   */
  async exchange(use: Use, deadline: Deadline, lane: Lane = "requests"): Promise<RawReply> {
    const planned = this.outgoing(use, deadline);
    const request = isReady(planned) ? planned : await planned;
    const reply = await this.#transport.send(request, deadline, lane, use.onBegun);
    return reply.status < 300 ? reply : this.#persist(reply, request, use, deadline, lane);
  }

  /**
   * One exchange with a deadline of its own; `conclude` makes of the answer what is wanted. It is what nearly all
   * requests are, so there is nothing on its way but the request.
   *
   * @throws {WotError} also synchronously
   */
  ask<T>(use: Use, { timeoutMs, signal }: Patience, conclude: (reply: RawReply) => T): Promise<T> {
    const deadline = new Deadline(this.#clock, timeoutMs, signal);
    const succeed = (reply: RawReply): T => {
      deadline.release();
      return conclude(reply);
    };
    const fail = (error: unknown): never => {
      deadline.release();
      throw error;
    };
    const request = use.content === undefined && use.path === undefined ? this.#bare : undefined;
    if (request === undefined) return this.exchange(use, deadline).then(succeed, fail);
    return this.#transport.send(request, deadline, "requests").then((reply) => {
      if (reply.status < 300) return succeed(reply);
      return this.#persist(reply, request, use, deadline, "requests").then(succeed, fail);
    }, fail);
  }

  /** Once more with better credentials, and on along redirects. */
  async #persist(first: RawReply, sent: TransportRequest, use: Use, deadline: Deadline, lane: Lane): Promise<RawReply> {
    const followUps = this.followUps();
    let [reply, request] = [first, sent];
    for (let next = await followUps.next(reply, request, use, deadline); next !== undefined; ) {
      request = await this.outgoing(next, deadline);
      reply = await this.#transport.send(request, deadline, lane, use.onBegun);
      next = await followUps.next(reply, request, next, deadline);
    }
    return reply;
  }

  /** What one exchange tries after answers that are no success. */
  followUps(): FollowUps {
    return new FollowUps(this.plan, this.#redirectRules);
  }

  /** The request that goes out. Without an authenticator nothing is waited for. */
  outgoing(use: Use, deadline: Deadline): MaybePromise<TransportRequest> {
    const { address, headers, authenticator } = this.plan;
    const outgoing: Outgoing = {
      path: use.path ?? address.path(use.variables ?? {}),
      headers: use.headers === undefined ? headers : [...headers, ...use.headers],
      content: use.content,
    };
    if (use.foreignOrigin !== undefined) return foreignRequest(outgoing, use.foreignOrigin, use.method ?? "GET");
    if (authenticator === undefined) return this.#request(outgoing, use.method);
    return this.#authenticate(outgoing, use, authenticator, deadline);
  }

  async #authenticate(
    outgoing: Outgoing,
    use: Use,
    authenticator: ClientAuthenticator,
    deadline: Deadline,
  ): Promise<TransportRequest> {
    const { address } = this.plan;
    const method = use.method ?? this.plan.method;
    const body = outgoing.content?.body;
    const { signal } = deadline;
    const uri = address.origin + outgoing.path;
    const target: AuthenticationTarget = { uri, method, signal, ...(body === undefined ? {} : { body }) };
    const authentication = await deadline.race(authenticator.authenticate(target));
    const { uriVariables } = authentication;
    const path =
      uriVariables === undefined || use.path !== undefined
        ? outgoing.path
        : address.path({ ...use.variables, ...uriVariables });
    return { ...this.#request(authenticated({ ...outgoing, path }, authentication), use.method), target };
  }

  #request({ path, headers, content }: Outgoing, method: string = this.plan.method): TransportRequest {
    const { address, coding } = this.plan;
    return {
      origin: address.origin,
      path,
      method,
      headers:
        content === undefined || content.contentType === ""
          ? headers
          : [...headers, "content-type", content.contentType],
      body: content === undefined ? null : content.body,
      coding,
    };
  }
}

/** Only what says how to answer goes to another origin: any other header of a Form could be a secret. */
function foreignRequest({ path, headers }: Outgoing, origin: string, method: string): TransportRequest {
  const kept: string[] = [];
  for (let i = 0; i < headers.length; i += 2) {
    if (harmless.has(headers[i]!)) kept.push(headers[i]!, headers[i + 1]!);
  }
  return { origin, path, method, headers: kept, body: null, coding: undefined };
}

const harmless: ReadonlySet<string> = new Set([
  "accept",
  "accept-encoding",
  "cache-control",
  "last-event-id",
  "prefer",
]);

const isReady = (planned: MaybePromise<TransportRequest>): planned is TransportRequest => "method" in planned;
