import { messageOf } from "../message/decode-message.js";
import { MessageView } from "../message/message-view.js";
import type { ProtectedRequest, RequestProtector } from "../object-security/object-security.js";
import { ClientBinding } from "./client-binding.js";
import { encodeOscoreOption } from "./oscore-option.js";
import { outerMessage, plaintextOf } from "./protected-content.js";
import { type OscoreContextOptions, openState, SecurityContext } from "./security-context.js";

/** Keys, sequence numbers and replay window that two endpoints share. Serves as client, as server, and as both. */
export interface OscoreContext extends RequestProtector {
  readonly name: string;
  readonly senderId: Uint8Array;
  readonly recipientId: Uint8Array;
  readonly idContext: Uint8Array | undefined;
}

/**
 * Derives a security context, and reserves its first sequence numbers.
 *
 * When the store knows these keys already, it is a context that lost its replay window with a restart: as a server it
 * then asks for proof that the first request is new, by an Echo option that the client sends back (RFC 8613 §B.1.2).
 *
 * @throws {UsageError} WOT_ARGUMENT, WOT_RANGE if the options make no context; whatever the store throws
 * @see RFC 8613 §3
 */
export async function oscoreContext(options: OscoreContextOptions): Promise<OscoreContext> {
  return new Context(options, await openState(options));
}

class Context extends SecurityContext implements OscoreContext {
  protect(request: Uint8Array, earlier?: ProtectedRequest): ProtectedRequest {
    const plain = messageOf(new MessageView(request));
    const piv = this.nextPartialIv();
    const header = encodeOscoreOption({ partialIv: piv, kid: this.senderId, kidContext: this.idContext });
    const ciphertext = this.seal(plaintextOf(plain, undefined), this.ownNonce(piv), this.senderId, piv);
    const bytes = outerMessage(plain, header, ciphertext);
    return new ClientBinding(this, bytes, piv, earlier instanceof ClientBinding ? earlier : undefined);
  }
}
