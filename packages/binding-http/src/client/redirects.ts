import { ProtocolError, RemoteError } from "@thingwright/errors";
import type { RawReply } from "./transport.js";

/** Where a request goes. */
export interface RequestTarget {
  readonly origin: string;
  /** Path and query. */
  readonly path: string;
  readonly method: string;
}

/** Where a redirect leads. */
export interface RedirectTarget extends RequestTarget {
  /** Whether the request goes there without its body, as a new GET. */
  readonly isNewRequest: boolean;
  /** Whether this is another origin than the Form's: nothing that could be a secret goes there. */
  readonly isForeign: boolean;
}

/** How far a request may be led. */
export interface RedirectRules {
  readonly maxRedirects: number;
  /** Whether a safe request that carries no credentials may be led to another origin. */
  readonly mayLeaveOrigin: boolean;
}

const redirecting: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

export const isRedirect = ({ status }: RawReply): boolean => redirecting.has(status);

/**
 * The redirects of one exchange (RFC 9110 §15.4).
 *
 * Method and body stay as they are but for 303, which makes a GET of everything. 301 and 302 would allow to make a GET of
 * a POST (§15.4.2): it is not done, as the answer to that GET would pass for the answer to an action that nobody carried
 * out.
 */
export class Redirects {
  readonly #origin: string;
  readonly #rules: RedirectRules;
  readonly #seen = new Set<string>();

  /** @param origin - the Form's */
  constructor(origin: string, rules: RedirectRules) {
    this.#origin = origin;
    this.#rules = rules;
  }

  /**
   * Where `reply` leads.
   *
   * @throws {ProtocolError} WOT_PROTOCOL without a usable Location, in a circle, or after `maxRedirects`
   * @throws {RemoteError} WOT_REMOTE when it leads where this request must not go
   */
  follow(reply: RawReply, from: RequestTarget): RedirectTarget {
    const target = this.#target(reply, from);
    this.#seen.add(keyOf(from));
    if (this.#seen.has(keyOf(target))) throw broken("the device redirects in a circle");
    if (this.#seen.size > this.#rules.maxRedirects) {
      throw broken(`the device redirects more than ${this.#rules.maxRedirects} times`);
    }
    return target;
  }

  #target(reply: RawReply, from: RequestTarget): RedirectTarget {
    const url = locationOf(reply, from);
    const isSafe = from.method === "GET" || from.method === "HEAD";
    const isNewRequest = reply.status === 303 && !isSafe;
    const target = {
      origin: url.origin,
      path: url.pathname + url.search,
      method: isNewRequest ? "GET" : from.method,
      isNewRequest,
      isForeign: url.origin !== this.#origin,
    };
    if (!target.isForeign) return target;
    const isDowngrade = from.origin.startsWith("https:") && url.protocol === "http:";
    if (isSafe && this.#rules.mayLeaveOrigin && !isDowngrade) return target;
    throw new RemoteError("WOT_REMOTE", "the device redirects to another origin, where this request must not go", {
      status: String(reply.status),
    });
  }
}

function locationOf(reply: RawReply, from: RequestTarget): URL {
  const location = reply.header("location");
  if (location === undefined) throw broken(`the device redirects (${reply.status}) and does not say where to`);
  const base = from.origin + from.path;
  const url = URL.canParse(location, base) ? new URL(location, base) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") {
    throw broken(`the device redirects (${reply.status}) to what is no address`);
  }
  return url;
}

const keyOf = ({ origin, path, method }: RequestTarget): string => `${method} ${origin}${path}`;

const broken = (message: string): ProtocolError =>
  new ProtocolError("WOT_PROTOCOL", message, { section: "RFC 9110 §15.4" });
