import { type ClientAuthenticator, type Content, type MaybePromise, noContent } from "@thingwright/contracts";
import { ProtocolError } from "@thingwright/errors";
import type { HttpClientSettings } from "./client-options.js";
import type { Deadline } from "./deadline.js";
import { type FormAddress, withinOrigin } from "./form-address.js";
import { authenticated, type Outgoing } from "./outgoing.js";
import { challengesOf, refusalOf } from "./refusal.js";
import type { Lane, RawReply, Transport, TransportRequest } from "./transport.js";

/** What one use of a Form adds to what is always the same. */
export interface Use {
  readonly content?: Content | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  /** Path and query to ask instead of the Form's. */
  readonly path?: string | undefined;
  /** Method in place of the Form's. */
  readonly method?: string | undefined;
  /** Called when the request goes out on a connection. */
  readonly onBegun?: () => void;
  /** Further headers, names and values in turn. */
  readonly headers?: readonly string[];
}

/** What is always the same about the requests of a Form. */
export interface RequestPlan {
  readonly address: FormAddress;
  readonly method: string;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly authenticator: ClientAuthenticator | undefined;
}

/** Sends the requests of one Form: with credentials, a second time when they were stale, along redirects. */
export class Requester {
  readonly plan: RequestPlan;
  readonly #transport: Transport;
  readonly #settings: HttpClientSettings;

  constructor(plan: RequestPlan, transport: Transport, settings: HttpClientSettings) {
    this.plan = plan;
    this.#transport = transport;
    this.#settings = settings;
  }

  /**
   * The successful answer to one request.
   *
   * @param lane - which of the origin's connections it goes over
   * @throws {WotError} any answer that is not a success
   */
  async send(use: Use, deadline: Deadline, lane: Lane = "requests"): Promise<RawReply> {
    const { maxRedirects } = this.#settings.limits;
    let path = use.path;
    let redirects = 0;
    let mayAuthenticateAgain = true;
    for (;;) {
      const request = await this.outgoing({ ...use, path }, deadline);
      const reply = await this.#transport.send(request, deadline, lane, use.onBegun);
      if (reply.status < 300) return checkedCoding(reply);
      if (mayAuthenticateAgain && (await this.shouldRetry(reply, request, deadline))) {
        mayAuthenticateAgain = false;
        continue;
      }
      const next = redirects++ < maxRedirects ? this.#redirect(reply, request.path) : undefined;
      if (next === undefined) throw refusalOf(reply);
      path = next;
    }
  }

  /** The request that goes out. Without an authenticator nothing is waited for. */
  outgoing(use: Use, deadline: Deadline): MaybePromise<TransportRequest> {
    const { address, headers, authenticator } = this.plan;
    const outgoing: Outgoing = {
      path: use.path ?? address.path(use.variables ?? {}),
      headers: use.headers === undefined ? headers : [...headers, ...use.headers],
      content: use.content,
    };
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
    const target = { uri: address.origin + outgoing.path, method, ...(body === undefined ? {} : { body }) };
    const authentication = await deadline.race(authenticator.authenticate(target));
    const { uriVariables } = authentication;
    const path =
      uriVariables === undefined || use.path !== undefined
        ? outgoing.path
        : address.path({ ...use.variables, ...uriVariables });
    return this.#request(authenticated({ ...outgoing, path }, authentication), use.method);
  }

  #request({ path, headers, content }: Outgoing, method: string = this.plan.method): TransportRequest {
    const { address } = this.plan;
    return {
      origin: address.origin,
      path,
      method,
      headers:
        content === undefined || content.contentType === ""
          ? headers
          : [...headers, "content-type", content.contentType],
      body: content === undefined ? null : content.body,
    };
  }

  /** Whether the authenticator can do better, now that it knows the peer's challenges. */
  async shouldRetry(reply: RawReply, { path }: { readonly path: string }, deadline: Deadline): Promise<boolean> {
    const { address, method, authenticator } = this.plan;
    if (reply.status !== 401 || authenticator?.challenged === undefined) return false;
    return deadline.race(authenticator.challenged(challengesOf(reply), { uri: address.origin + path, method }));
  }

  /** Where a redirect of a safe request leads, within the origin: credentials go nowhere else. */
  #redirect(reply: RawReply, path: string): string | undefined {
    const { status } = reply;
    const isRedirect = status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
    if (!isRedirect || (this.plan.method !== "GET" && this.plan.method !== "HEAD")) return undefined;
    const location = reply.header("location");
    return location === undefined ? undefined : withinOrigin(this.plan.address.origin, path, location);
  }
}

/** The body of `reply`, its type as the peer says or else as the Form says. */
export function contentOf(reply: RawReply, contentType: string): Content {
  if (reply.body.byteLength === 0 && (reply.status === 204 || reply.header("content-type") === undefined)) {
    return noContent;
  }
  return { contentType: reply.header("content-type") ?? contentType, body: reply.body };
}

function checkedCoding(reply: RawReply): RawReply {
  const coding = reply.header("content-encoding");
  if (coding === undefined || coding === "identity") return reply;
  throw new ProtocolError(
    "WOT_PROTOCOL",
    `the response comes in the content coding ${coding}, which was not asked for`,
    {
      section: "RFC 9110 §12.5.3",
    },
  );
}
