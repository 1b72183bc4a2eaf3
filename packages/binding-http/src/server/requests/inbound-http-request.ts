import type { IncomingMessage, ServerResponse } from "node:http";
import type { Content, InboundRequest, PresentedCredentials } from "@thingwright/contracts";
import type { ServerContext } from "../server-context.js";
import { headerOf } from "./header-of.js";
import { PresentedHttpCredentials } from "./presented-http-credentials.js";
import { queryValue } from "./query.js";
import type { RequestTarget } from "./request-target.js";

/**
 * A request on its way through the server. Everything that a handler may not ask for is computed when it does: the
 * signal, the headers, the query.
 */
export class InboundHttpRequest implements InboundRequest {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  readonly context: ServerContext;
  /** Accept header, found while looking over the headers. */
  readonly acceptHeader: string | undefined;
  readonly target: RequestTarget;
  content: Content | undefined = undefined;
  variables: Readonly<Record<string, string>> | undefined = undefined;
  accept: string | undefined = undefined;
  /** Content types that its body may have, once there is one. */
  taken: readonly string[] | undefined = undefined;
  #gone: AbortController | undefined = undefined;
  #presented: PresentedCredentials | undefined = undefined;

  constructor(
    message: IncomingMessage,
    response: ServerResponse,
    context: ServerContext,
    target: RequestTarget,
    accept: string | undefined,
  ) {
    this.message = message;
    this.target = target;
    this.response = response;
    this.context = context;
    this.acceptHeader = accept;
  }

  get presented(): PresentedCredentials {
    this.#presented ??= new PresentedHttpCredentials(this.message, this.target.query, this.context);
    return this.#presented;
  }

  /** Whom subscriptions count for. */
  get client(): string {
    return this.context.clientOf(this.message);
  }

  get signal(): AbortSignal {
    if (this.#gone === undefined) {
      const controller = new AbortController();
      this.#gone = controller;
      if (this.response.destroyed) controller.abort();
      else this.response.once("close", () => controller.abort());
    }
    return this.#gone.signal;
  }

  /** @param name - in lower case */
  header(name: string): string | undefined {
    return headerOf(this.message, name);
  }

  /** Percent-decoded. */
  query(name: string): string | undefined {
    return this.target.query === "" ? undefined : queryValue(this.target.query, name);
  }
}
