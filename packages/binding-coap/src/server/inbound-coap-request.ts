import type { CoapRequest } from "@thingwright/coap";
import type { Content, HostedAffordance, InboundRequest, PresentedCredentials } from "@thingwright/contracts";
import { UnsupportedError } from "@thingwright/errors";
import type { OfferedTypes } from "../offered-types.js";
import { queryValue } from "./query.js";

/** A CoAP request in the words of no protocol. What a Thing may not ask for is computed when it does. */
export class InboundCoapRequest implements InboundRequest, PresentedCredentials {
  content: Content | undefined = undefined;
  variables: Readonly<Record<string, string>> | undefined = undefined;
  accept: string | undefined = undefined;
  readonly #request: CoapRequest;

  constructor(request: CoapRequest) {
    this.#request = request;
  }

  get presented(): PresentedCredentials {
    return this;
  }

  get signal(): AbortSignal {
    return this.#request.signal;
  }

  /** CoAP has no place for it. */
  header(): undefined {
    return undefined;
  }

  /** CoAP has no place for it. */
  cookie(): undefined {
    return undefined;
  }

  query(name: string): string | undefined {
    return queryValue(this.#request.query, name);
  }

  get transportIdentity(): string | undefined {
    return this.#request.transportIdentity;
  }

  get peer(): string {
    // A peer under DTLS has an address of its own for each session; limits on attempts are for the machine.
    const { address } = this.#request.peer;
    const session = address.indexOf("#");
    return session === -1 ? address : address.slice(0, session);
  }
}

/** The request with its values of `uriVariables`. */
export function inboundOf(request: CoapRequest, uriVariables?: HostedAffordance["uriVariables"]): InboundCoapRequest {
  const inbound = new InboundCoapRequest(request);
  if (uriVariables !== undefined && uriVariables.size > 0 && request.query.length > 0) {
    inbound.variables = variablesIn(request.query, uriVariables);
  }
  return inbound;
}

/**
 * `inbound` with the content type that the peer asks for.
 *
 * @throws {UnsupportedError} WOT_NOT_ACCEPTABLE when it cannot be had (RFC 7252 §5.10.4)
 */
export function accepting(
  inbound: InboundCoapRequest,
  { accept }: CoapRequest,
  types: OfferedTypes,
): InboundCoapRequest {
  if (accept === undefined || accept === types.defaultFormat) return inbound;
  const chosen = types.offered(accept);
  if (chosen === undefined) {
    throw new UnsupportedError("WOT_NOT_ACCEPTABLE", `this comes as ${types.contentTypes.join(", ")}`);
  }
  inbound.accept = chosen;
  return inbound;
}

/**
 * `inbound` with its body. A body without a Content-Format has the first type offered.
 *
 * @param optional - an empty body is none at all: the input of an action may be missing, a value may not
 * @throws {UnsupportedError} WOT_CONTENT_TYPE for a Content-Format that nobody knows
 */
export function withBody(
  inbound: InboundCoapRequest,
  { payload, contentFormat }: CoapRequest,
  types: OfferedTypes,
  optional: boolean,
): InboundCoapRequest {
  if (payload.length === 0 && optional) return inbound;
  const contentType = contentFormat === undefined ? types.contentTypes[0] : types.known(contentFormat);
  if (contentType === undefined) {
    throw new UnsupportedError("WOT_CONTENT_TYPE", `Content-Format ${contentFormat} is not known here`);
  }
  inbound.content = { contentType, body: payload };
  return inbound;
}

function variablesIn(
  query: readonly string[],
  uriVariables: HostedAffordance["uriVariables"],
): Readonly<Record<string, string>> {
  const variables: Record<string, string> = Object.create(null);
  for (const name of uriVariables.keys()) {
    const value = queryValue(query, name);
    if (value !== undefined) variables[name] = value;
  }
  return variables;
}
