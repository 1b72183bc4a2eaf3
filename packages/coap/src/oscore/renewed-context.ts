import { messageOf } from "../message/decode-message.js";
import type { Message } from "../message/message.js";
import { MessageView } from "../message/message-view.js";
import type { OpenedRequest, ProtectedRequest } from "../object-security/object-security.js";
import type { CoapResponse } from "../server/response.js";
import { systemClock } from "../time/clock.js";
import { aeadAlgorithm } from "./algorithm.js";
import { ClientBinding } from "./client-binding.js";
import { assertOptions, type RenewedContextOptions } from "./context-options.js";
import type { OscoreContext } from "./oscore-context.js";
import { splitProxyUri } from "./proxy-uri.js";
import { RenewalNonces } from "./renewal-nonces.js";
import { RenewingClient } from "./renewing-client.js";
import { RenewingServer } from "./renewing-server.js";
import type { RequestHeader, ServingContext } from "./request-opening.js";

const RENEWAL_TIMEOUT_MS = 100_000;

/**
 * A context that two endpoints agree on anew when one of them has none: at first, and after it lost its state. Each
 * direction of requests has keys of its own.
 *
 * @see RFC 8613 §B.2
 */
export class RenewedContext implements OscoreContext, ServingContext {
  readonly name: string;
  readonly senderId: Uint8Array;
  readonly recipientId: Uint8Array;
  readonly idContext = undefined;
  readonly #client: RenewingClient;
  readonly #server: RenewingServer;

  /** @throws {UsageError} WOT_ARGUMENT, WOT_RANGE */
  constructor(options: RenewedContextOptions) {
    assertOptions(options, aeadAlgorithm(options.algorithm ?? "AES-CCM-16-64-128"));
    const { senderId, recipientId, clock = systemClock, renewalTimeoutMs: maxAgeMs = RENEWAL_TIMEOUT_MS } = options;
    this.senderId = senderId;
    this.recipientId = recipientId;
    this.name = options.name ?? Buffer.from(recipientId).toString("hex");
    this.#client = new RenewingClient(options);
    this.#server = new RenewingServer(options, new RenewalNonces({ now: () => clock.now(), maxAgeMs }));
  }

  protect(request: Uint8Array, earlier?: ProtectedRequest): ProtectedRequest {
    const plain = splitProxyUri(messageOf(new MessageView(request)));
    return this.#client.protect(plain, earlier instanceof ClientBinding ? earlier : undefined);
  }

  open(outer: Message, header: RequestHeader): OpenedRequest | CoapResponse {
    return this.#server.open(outer, header);
  }
}
