import { Code } from "../message/code.js";
import type { Message } from "../message/message.js";
import { OptionNumber } from "../message/option-registry.js";
import type { OpenedRequest } from "../object-security/object-security.js";
import type { CoapResponse } from "../server/response.js";
import type { OscoreKeyOptions } from "./context-options.js";
import { unwrapped, wrapped } from "./kid-context.js";
import type { RenewalNonces } from "./renewal-nonces.js";
import {
  openUnder,
  plainRequest,
  type RequestHeader,
  type ServingContext,
  UNVERIFIED,
  viewOf,
} from "./request-opening.js";
import { freshContext, type SecurityContext } from "./security-context.js";
import { ServerBinding } from "./server-binding.js";

const NO_BYTES = new Uint8Array(0);
const RENEW: CoapResponse = { code: Code.Unauthorized, maxAgeSeconds: 0 };

/**
 * The server's side of a context that is renewed. Only requests under a context with an R2 of this server are handled:
 * nobody can have made them before it. All others that verify are answered with a new R2, and so is every replay.
 *
 * @see RFC 8613 §B.2
 */
export class RenewingServer implements ServingContext {
  readonly #options: OscoreKeyOptions;
  readonly #nonces: RenewalNonces;
  /** The context that was agreed on last. */
  #agreed: SecurityContext | undefined;

  constructor(options: OscoreKeyOptions, nonces: RenewalNonces) {
    this.#options = options;
    this.#nonces = nonces;
  }

  open(outer: Message, header: RequestHeader): OpenedRequest | CoapResponse {
    const { kidContext } = header;
    const ids = kidContext === undefined ? [] : idContextsIn(kidContext);
    const agreed = this.#agreed;
    const mayBeAgreed = agreed !== undefined && (kidContext === undefined || ids.some((id) => isOf(agreed, id)));
    const opened = mayBeAgreed ? openUnder(agreed, outer, header) : UNVERIFIED;
    // A request under the context of now is never one to renew it.
    if ("view" in opened || (mayBeAgreed && kidContext !== undefined)) return opened;
    return this.#agree(ids, outer, header) ?? this.#renewal(ids, outer, header) ?? opened;
  }

  /** Request #2, if it is that: from now on its context is the client's. */
  #agree(ids: readonly Uint8Array[], outer: Message, header: RequestHeader): OpenedRequest | undefined {
    for (const id of ids) {
      if (!this.#nonces.begins(id)) continue;
      const third = freshContext(this.#options, id);
      const opened = openUnder(third, outer, header);
      if (!("view" in opened)) continue;
      this.#agreed = third;
      this.#nonces.spend();
      return opened;
    }
    return undefined;
  }

  /** The answer to request #1, or to one under a context that this server has not: response #1, if the request verifies. */
  #renewal(ids: readonly Uint8Array[], outer: Message, { kidContext, partialIv }: RequestHeader) {
    for (const id of kidContext === undefined ? [undefined] : ids) {
      const plain = plainRequest(freshContext(this.#options, id), outer, partialIv);
      if (plain !== undefined) return this.#renew(id, plain, partialIv);
    }
    return undefined;
  }

  #renew(id: Uint8Array | undefined, plain: Message, piv: Uint8Array): OpenedRequest {
    const r2 = this.#nonces.make();
    const second = freshContext(this.#options, Buffer.concat([r2, id ?? NO_BYTES]));
    // A client without interest in responses must have this one.
    const options = plain.options.filter(({ number }) => number !== OptionNumber.NoResponse);
    const binding = new ServerBinding(second, piv, true, wrapped(r2));
    return { view: viewOf({ ...plain, options }, binding), refusal: RENEW };
  }
}

/** A kid context is the ID Context in normal requests, and has it in a CBOR byte string in those for a renewal. */
function idContextsIn(kidContext: Uint8Array): readonly Uint8Array[] {
  const inner = unwrapped(kidContext);
  return inner === undefined ? [kidContext] : [inner, kidContext];
}

const isOf = ({ idContext }: SecurityContext, id: Uint8Array): boolean =>
  idContext !== undefined && Buffer.compare(idContext, id) === 0;
