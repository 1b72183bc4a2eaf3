import { type CoapRequest, type CoapResponse, Code } from "@thingwright/coap";
import type { MaybePromise } from "@thingwright/contracts";

/** Answers a request, at once when it can. May throw: the server then answers with the error's code. */
export type Handler = (request: CoapRequest) => MaybePromise<CoapResponse>;

/** What an address of the server offers, by method. */
export interface Resource {
  readonly get: Handler | undefined;
  readonly put: Handler | undefined;
  readonly post: Handler | undefined;
  readonly delete: Handler | undefined;
  readonly fetch: Handler | undefined;
  /** PATCH and iPATCH. */
  readonly patch: Handler | undefined;
  /** The resource below this one that no table lists, because it comes and goes. */
  readonly child: ((segment: string) => Resource) | undefined;
}

/** A resource with these handlers, always of one shape. */
export const resource = (handlers: Partial<Resource>): Resource => ({
  get: handlers.get,
  put: handlers.put,
  post: handlers.post,
  delete: handlers.delete,
  fetch: handlers.fetch,
  patch: handlers.patch,
  child: handlers.child,
});

/** The handler of a method; `undefined` when the resource does not have the method. */
export function handlerOf(found: Resource, method: number): Handler | undefined {
  switch (method) {
    case Code.GET:
      return found.get;
    case Code.PUT:
      return found.put;
    case Code.POST:
      return found.post;
    case Code.DELETE:
      return found.delete;
    case Code.FETCH:
      return found.fetch;
    case Code.PATCH:
    case Code.iPATCH:
      return found.patch;
    default:
      return undefined;
  }
}
