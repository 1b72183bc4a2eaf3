import type { IncomingMessage, ServerResponse } from "node:http";
import { RequestError } from "@thingwright/errors";
import { answerMethodNotAllowed, answerProblem, notFound } from "./answers/answer.js";
import { WaitingResponses } from "./connections/waiting-responses.js";
import type { CorsPolicy } from "./cors.js";
import type { OriginGuard } from "./origin-guard.js";
import { InboundHttpRequest } from "./requests/inbound-http-request.js";
import { hostIn } from "./requests/known-hosts.js";
import { isHost, parseTarget, type RequestTarget } from "./requests/request-target.js";
import type { Resource } from "./resources/resource.js";
import type { ResourceTable } from "./resources/resource-table.js";
import type { ServerContext } from "./server-context.js";

const nowhere: RequestTarget = { path: "/", query: "" };

/** A request and where it leads. */
export interface FoundResource {
  readonly request: InboundHttpRequest;
  readonly resource: Resource;
}

/** Leads each request to its resource. Nothing that a peer sends makes it throw. */
export class RequestHandler {
  readonly #table: ResourceTable;
  readonly #context: ServerContext;
  readonly #cors: CorsPolicy | undefined;
  readonly #guard: OriginGuard;
  readonly #isKnownHost: (host: string) => boolean;
  readonly #waiting = new WaitingResponses();
  /** The last Host that passed: nearly always the next one, too. */
  #knownHost = "";

  constructor(
    table: ResourceTable,
    context: ServerContext,
    cors: CorsPolicy | undefined,
    guard: OriginGuard,
    isKnownHost: (host: string) => boolean,
  ) {
    this.#isKnownHost = isKnownHost;
    this.#table = table;
    this.#context = context;
    this.#cors = cors;
    this.#guard = guard;
  }

  handle(message: IncomingMessage, response: ServerResponse): void {
    if (response.socket === null) this.#waiting.add(message, response);
    if (this.#cors?.apply(message, response) === "answered") return;
    const url = message.url ?? "";
    const found = this.#table.exactly(url);
    const target = found === undefined ? parseTarget(url) : { path: url, query: "" };
    const request = this.#request(message, response, target ?? nowhere);
    if (request === undefined) return;
    try {
      if (found !== undefined) this.#run(found, request);
      else this.#search(target, request);
    } catch (error) {
      answerProblem(request, error);
    }
  }

  /** The request and its resource, whatever the method; `undefined` once it has been refused. */
  find(message: IncomingMessage, response: ServerResponse): FoundResource | undefined {
    const url = message.url ?? "";
    const target = parseTarget(url);
    const request = this.#request(message, response, target ?? nowhere);
    if (request === undefined) return undefined;
    const isTooLong = url.length > this.#context.limits.maxUrlLength;
    const resource = target === undefined || isTooLong ? "malformed" : this.#table.find(target.path);
    if (resource === "malformed") refuse(request, "the address is malformed");
    else if (resource === undefined) answerProblem(request, notFound());
    else return { request, resource };
    return undefined;
  }

  /** The request, when its Host is in order (RFC 9112 §3.2). One pass over the headers, without building an object. */
  #request(message: IncomingMessage, response: ServerResponse, target: RequestTarget): InboundHttpRequest | undefined {
    const { rawHeaders } = message;
    let accept: string | undefined;
    let hosts = 0;
    let host = "";
    for (let i = 0; i < rawHeaders.length; i += 2) {
      const name = rawHeaders[i]!;
      if (name.length === 4 && name.toLowerCase() === "host") {
        host = rawHeaders[i + 1]!;
        hosts++;
      } else if (name.length === 6 && name.toLowerCase() === "accept") {
        accept = accept === undefined ? rawHeaders[i + 1]! : `${accept}, ${rawHeaders[i + 1]!}`;
      }
    }
    const request = new InboundHttpRequest(message, response, this.#context, target, accept);
    if (hosts === 1 && host === this.#knownHost) return request;
    if (!isHostFine(hosts, host, message)) refuse(request, "the Host header is missing, doubled or malformed");
    else if (hosts === 1 && !this.#isKnownHost(hostIn(host)))
      refuse(request, "this server is not known by that Host", 421);
    else {
      this.#knownHost = host;
      return request;
    }
    return undefined;
  }

  #search(target: RequestTarget | undefined, request: InboundHttpRequest): void {
    const { message, context } = request;
    const url = message.url ?? "";
    if (url.length > context.limits.maxUrlLength) {
      const error = new RequestError(
        "WOT_BAD_REQUEST",
        `an address may have ${context.limits.maxUrlLength} characters`,
      );
      answerProblem(request, error, ["connection", "close"], 414);
      return;
    }
    if (url === "*" && message.method === "OPTIONS") {
      answerServerOptions(request);
      return;
    }
    const resource = target === undefined ? "malformed" : this.#table.find(target.path);
    if (resource === "malformed") {
      refuse(request, "the address is malformed");
      return;
    }
    if (resource === undefined) throw notFound();
    this.#run(resource, request);
  }

  #run(resource: Resource, request: InboundHttpRequest): void {
    const handler = resource.methods.get(request.message.method ?? "");
    if (handler === undefined) answerMethodNotAllowed(request, resource.allow);
    else {
      if (this.#context.pending.isFull) throw new RequestError("WOT_UNAVAILABLE", "too many requests are in progress");
      this.#guard.check(request.message);
      handler(request);
    }
  }
}

/** One well-formed Host; HTTP/1.0 may do without. */
function isHostFine(hosts: number, host: string, { httpVersion }: IncomingMessage): boolean {
  return hosts === 0 ? httpVersion === "1.0" : hosts === 1 && isHost(host);
}

/** 400, or a more telling status, and the connection is closed: its peer does not speak HTTP as we do, or not with us. */
const refuse = (request: InboundHttpRequest, why: string, status?: number): void =>
  answerProblem(request, new RequestError("WOT_BAD_REQUEST", why), ["connection", "close"], status);

/** RFC 9110 §9.3.7. */
function answerServerOptions({ response }: InboundHttpRequest): void {
  response.writeHead(204, ["allow", "GET, HEAD, PUT, POST, DELETE, OPTIONS"]);
  response.end();
}
