import type { IncomingMessage } from "node:http";
import type { AuthenticationTarget, PresentedCredentials } from "@thingwright/contracts";
import type { ServerContext } from "../server-context.js";
import { headerOf } from "./header-of.js";
import { queryValue } from "./query.js";

/** What an HTTP request presents. Made for Things that ask for credentials; nothing is parsed before it is asked for. */
export class PresentedHttpCredentials implements PresentedCredentials {
  readonly #message: IncomingMessage;
  readonly #query: string;
  readonly #context: ServerContext;

  /** @param query - of the request's address, percent-encoded */
  constructor(message: IncomingMessage, query: string, context: ServerContext) {
    this.#message = message;
    this.#query = query;
    this.#context = context;
  }

  header(name: string): string | undefined {
    return headerOf(this.#message, name);
  }

  query(name: string): string | undefined {
    return this.#query === "" ? undefined : queryValue(this.#query, name);
  }

  /** RFC 6265 §5.4: pairs of name and value; a value in quotes loses them. */
  cookie(name: string): string | undefined {
    for (const pair of this.header("cookie")?.split(";") ?? []) {
      const equals = pair.indexOf("=");
      if (equals > 0 && pair.slice(0, equals).trim() === name)
        return pair
          .slice(equals + 1)
          .trim()
          .replace(/^"(.*)"$/, "$1");
    }
    return undefined;
  }

  /** Identity of a verified client certificate: its subject's common name. */
  get transportIdentity(): string | undefined {
    return this.#context.transportIdentity?.(this.#message);
  }

  /** Path and query as the Forms have them, that is with the prefix that a proxy takes away. */
  get target(): AuthenticationTarget {
    const { url = "/", method = "GET" } = this.#message;
    return { uri: this.#context.pathPrefix + url, method };
  }

  /** The client behind the proxies that are trusted, not the proxy: one client's attempts are not another's. */
  get peer(): string | undefined {
    const client = this.#context.clientOf(this.#message);
    return client === "" ? undefined : client;
  }
}
