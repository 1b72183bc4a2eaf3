import { CredentialsError, ProtocolError, RemoteError, type WotError } from "@thingwright/errors";
import { Code, codeText, isResponse, isSuccess } from "../message/code.js";
import { messageOf } from "../message/decode-message.js";
import { encodeMessage } from "../message/encode-message.js";
import type { Message } from "../message/message.js";
import { MessageView } from "../message/message-view.js";
import { uintOption } from "../message/option.js";
import { OptionNumber } from "../message/option-registry.js";
import type { ProtectedRequest } from "../object-security/object-security.js";
import { decodeOscoreOption, type OscoreOption } from "./oscore-option.js";
import { sequenceOf } from "./partial-iv.js";
import { oscoreValueOf, plainMessage } from "./protected-content.js";
import type { SecurityContext } from "./security-context.js";

/** Before any notification. */
const NONE = -2;
/** A response without a Partial IV: there is at most one to a request, and it is the oldest. */
const WITHOUT_PIV = -1;
const MAX_DIAGNOSTIC = 100;

/**
 * A client's request and what verifies its responses.
 *
 * @see RFC 8613 §8.1, §8.4
 */
export class ClientBinding implements ProtectedRequest {
  readonly bytes: Uint8Array;
  readonly #context: SecurityContext;
  readonly #piv: Uint8Array;
  /** The registration that this request renews: notifications to it may still be on their way. */
  readonly #earlier: ClientBinding | undefined;
  /** Sequence number of the latest notification. */
  #latest = NONE;
  /** Stands in for the Observe value, which is not protected: notifications are ordered by Partial IV. */
  #count: number;

  constructor(context: SecurityContext, bytes: Uint8Array, piv: Uint8Array, earlier: ClientBinding | undefined) {
    this.#context = context;
    this.bytes = bytes;
    this.#piv = piv;
    // Only one step back, or an observation would keep all of its registrations.
    this.#earlier = earlier === undefined ? undefined : earlier.#alone();
    this.#count = earlier === undefined ? 0 : earlier.#count;
  }

  open(response: MessageView): MessageView | "stale" | undefined {
    const outer = messageOf(response);
    const value = oscoreValueOf(outer);
    if (value === undefined) throw unprotected(outer);
    return this.#verify(outer, value) ?? this.#earlier?.open(response);
  }

  #verify(outer: Message, value: Uint8Array): MessageView | "stale" | undefined {
    const header = decodeOscoreOption(value);
    const context = this.#context;
    if (header === undefined || !isOf(context, header)) return undefined;
    const { partialIv } = header;
    const nonce = partialIv === undefined ? context.ownNonce(this.#piv) : context.peerNonce(partialIv);
    const plaintext = context.unseal(outer.payload, nonce, context.senderId, this.#piv);
    if (plaintext === undefined) return undefined;
    let isStale = false;
    const plain = plainMessage(outer, plaintext, () => {
      isStale = !this.#advance(partialIv === undefined ? WITHOUT_PIV : sequenceOf(partialIv));
      return uintOption(OptionNumber.Observe, this.#count).value;
    });
    if (plain === undefined || !isResponse(plain.code)) return undefined;
    return isStale ? "stale" : new MessageView(encodeMessage(plain));
  }

  /** Takes note of a notification; false if it is not newer than the latest (RFC 8613 §7.4.1). */
  #advance(sequence: number): boolean {
    if (sequence <= this.#latest) return false;
    this.#latest = sequence;
    this.#count = (this.#count + 1) & 0xff_ffff;
    return true;
  }

  #alone(): ClientBinding {
    const alone = new ClientBinding(this.#context, this.bytes, this.#piv, undefined);
    alone.#latest = this.#latest;
    alone.#count = this.#count;
    return alone;
  }
}

/** Whether what a response says of its sender, if it says anything, is true of the peer. */
function isOf({ recipientId, idContext }: SecurityContext, { kid, kidContext }: OscoreOption): boolean {
  if (kid !== undefined && Buffer.compare(kid, recipientId) !== 0) return false;
  return kidContext === undefined || (idContext !== undefined && Buffer.compare(kidContext, idContext) === 0);
}

/**
 * The error of a response that nobody protected: a server that could not verify the request can answer in no other way.
 * It may come from anyone, so that its text is reported and not acted upon.
 */
function unprotected({ code, payload }: Message): WotError {
  const status = codeText(code);
  const message = `the protected request was answered ${status} without protection`;
  if (isSuccess(code)) return new ProtocolError("WOT_PROTOCOL", message, { section: "RFC 8613 §8.4" });
  const detail = Buffer.from(payload.subarray(0, MAX_DIAGNOSTIC))
    .toString()
    .replaceAll(/[^\x20-\x7e]/g, "");
  const explained = detail === "" ? message : `${message}: ${detail}`;
  if (code === Code.Unauthorized) return new CredentialsError("WOT_CREDENTIALS_REFUSED", explained);
  return new RemoteError("WOT_REMOTE", explained, { status });
}
