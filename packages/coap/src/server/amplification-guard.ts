import { EchoValues } from "../echo/echo-values.js";
import { challengeWith } from "../echo/freshness.js";
import { Code } from "../message/code.js";
import { OptionNumber } from "../message/option-registry.js";
import type { AddressVerification } from "./address-verification.js";
import type { IncomingRequest } from "./incoming-request.js";
import type { CoapResponse } from "./response.js";

const MAX_AGE_MS = 60_000;
/** Short enough that the challenge to the shortest request with a token stays within the factor. */
const VALUE_BYTES = 6;

/**
 * The strict way to keep a server from being used to flood others: whoever has not shown by an Echo that it receives at its address gets
 * at most three times what it sends. Small answers to GET and FETCH need no proof. Requests with effects, and those that
 * bring more answers later, do before they are handled: otherwise they would be handled twice.
 *
 * @see RFC 9175 §2.4 item 3
 */
export class AmplificationGuard {
  readonly #values: EchoValues;
  readonly #verification: AddressVerification;

  constructor(now: () => number, verification: AddressVerification) {
    this.#values = new EchoValues({ now, maxAgeMs: MAX_AGE_MS, bytes: VALUE_BYTES });
    this.#verification = verification;
  }

  /** The challenge to answer in place of handling the request, if one is due. Takes note of a request that has its Echo. */
  beforeHandling(request: IncomingRequest): CoapResponse | undefined {
    if (this.#trusts(request)) return undefined;
    const isRead = request.method === Code.GET || request.method === Code.FETCH;
    return isRead && request.observeValue !== 0 && request.block1 < 0 ? undefined : this.challenge(request);
  }

  /** Whether a response of so many bytes must not go to where the request says that it came from. */
  isTooMuch(request: IncomingRequest, bytes: number): boolean {
    return bytes > request.peer.allowance && !this.#trusts(request);
  }

  /** Whether a response of its own must be sent once only: the address may be that of somebody who acknowledges nothing. */
  forbidsRepeats(request: IncomingRequest): boolean {
    return !this.#trusts(request);
  }

  challenge(request: IncomingRequest): CoapResponse {
    return challengeWith(this.#values.make(request));
  }

  /** A protected request is no one's but its client's. */
  #trusts(request: IncomingRequest): boolean {
    const { peer, view } = request;
    if (peer.isVerified || view.protector !== undefined) return true;
    const echo = request.options.find(({ number }) => number === OptionNumber.Echo);
    if (echo === undefined || !this.#values.accepts(echo.value, request)) return false;
    this.#verification.verify(peer);
    return true;
  }
}
