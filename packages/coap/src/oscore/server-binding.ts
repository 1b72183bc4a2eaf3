import { messageOf } from "../message/decode-message.js";
import { MessageView } from "../message/message-view.js";
import { OptionNumber } from "../message/option-registry.js";
import type { ResponseProtector } from "../object-security/response-protector.js";
import { encodeOscoreOption } from "./oscore-option.js";
import { outerMessage, plaintextOf } from "./protected-content.js";
import type { SecurityContext } from "./security-context.js";

const NO_BYTES = new Uint8Array(0);

/**
 * What a server keeps of a request to protect its responses.
 *
 * @see RFC 8613 §8.3
 */
export class ServerBinding implements ResponseProtector {
  readonly #security: SecurityContext;
  readonly #requestPiv: Uint8Array;
  /** What the responses say of their context; `undefined`: nothing, the client knows it. */
  readonly #kidContext: Uint8Array | undefined;
  /** Whether the nonce of the request may serve a response: once, and only if the request is known to be new. */
  #isNonceFree: boolean;

  constructor(security: SecurityContext, requestPiv: Uint8Array, isFresh: boolean, kidContext?: Uint8Array) {
    this.#security = security;
    this.#requestPiv = requestPiv;
    this.#isNonceFree = isFresh;
    this.#kidContext = kidContext;
  }

  get context(): string {
    return this.#security.name;
  }

  get key(): string {
    return this.#security.key;
  }

  protect(response: Uint8Array): Uint8Array {
    const security = this.#security;
    const plain = messageOf(new MessageView(response));
    const isNotification = plain.options.some(({ number }) => number === OptionNumber.Observe);
    const piv = isNotification || !this.#isNonceFree ? security.nextPartialIv() : undefined;
    if (piv === undefined) this.#isNonceFree = false;
    const nonce = piv === undefined ? security.peerNonce(this.#requestPiv) : security.ownNonce(piv);
    const plaintext = plaintextOf(plain, NO_BYTES);
    const ciphertext = security.seal(plaintext, nonce, security.recipientId, this.#requestPiv);
    const header = encodeOscoreOption({ partialIv: piv, kid: undefined, kidContext: this.#kidContext });
    return outerMessage(plain, header, ciphertext);
  }
}
