import { CredentialsError, ProtocolError, RemoteError, type WotError } from "@thingwright/errors";
import { Code, codeText, isResponse, isSuccess } from "../message/code.js";
import { messageOf } from "../message/decode-message.js";
import { encodeMessage } from "../message/encode-message.js";
import type { Message } from "../message/message.js";
import { MessageView } from "../message/message-view.js";
import { uintOption } from "../message/option.js";
import { OptionNumber } from "../message/option-registry.js";
import type { ProtectedRequest } from "../object-security/object-security.js";
import { unwrapped } from "./kid-context.js";
import { decodeOscoreOption, encodeOscoreOption, type OscoreOption } from "./oscore-option.js";
import { sequenceOf } from "./partial-iv.js";
import { oscoreValueOf, outerMessage, plainMessage, plaintextOf } from "./protected-content.js";
import type { SecurityContext } from "./security-context.js";

/** Before any notification. */
const NONE = -2;
/** A response without a Partial IV: there is at most one to a request, and it is the oldest. */
const WITHOUT_PIV = -1;
const MAX_DIAGNOSTIC = 100;
/** Lengths of an R2 that is followed: with R3 and its wrapping it must fit into a kid context. */
const MIN_R2_BYTES = 8;
const MAX_R2_BYTES = 64;

/** How a context is replaced when the server asks for another (RFC 8613 §B.2). */
export interface ContextRenewal {
  /** The context under which a server that sends R2 protects its answer to a request under `context`. */
  second(context: SecurityContext, r2: Uint8Array): SecurityContext;
  /** The server sent R2 in answer to a request under `context`: the next go under another. */
  renew(context: SecurityContext, r2: Uint8Array): void;
  /** The server has answered under `context`. */
  agree(context: SecurityContext): void;
  /** Somebody says, without protection, that `context` is not known or does not verify. */
  forget(context: SecurityContext): void;
}

/**
 * Protects a request.
 *
 * @param kidContext - what the request says of its ID Context
 * @throws {UsageError} WOT_STATE if there is no sequence number
 */
export function protectedWith(
  context: SecurityContext,
  plain: Message,
  kidContext: Uint8Array | undefined,
  earlier?: ClientBinding,
  renewal?: ContextRenewal,
): ClientBinding {
  const piv = context.nextPartialIv();
  const header = encodeOscoreOption({ partialIv: piv, kid: context.senderId, kidContext });
  const ciphertext = context.seal(plaintextOf(plain, undefined), context.ownNonce(piv), context.senderId, piv);
  return new ClientBinding(context, outerMessage(plain, header, ciphertext), piv, earlier, renewal);
}

/**
 * A client's request and what verifies its responses.
 *
 * @see RFC 8613 §8.1, §8.4
 */
export class ClientBinding implements ProtectedRequest {
  readonly bytes: Uint8Array;
  readonly #context: SecurityContext;
  readonly #piv: Uint8Array;
  readonly #renewal: ContextRenewal | undefined;
  /** The registration that this request renews: notifications to it may still be on their way. */
  readonly #earlier: ClientBinding | undefined;
  /** Sequence number of the latest notification. */
  #latest = NONE;
  /** Stands in for the Observe value, which is not protected: notifications are ordered by Partial IV. */
  #count: number;

  constructor(
    context: SecurityContext,
    bytes: Uint8Array,
    piv: Uint8Array,
    earlier: ClientBinding | undefined,
    renewal: ContextRenewal | undefined,
  ) {
    this.#context = context;
    this.#renewal = renewal;
    this.bytes = bytes;
    this.#piv = piv;
    // Only one step back, or an observation would keep all of its registrations.
    this.#earlier = earlier === undefined ? undefined : earlier.#alone();
    this.#count = earlier === undefined ? 0 : earlier.#count;
  }

  open(response: MessageView): MessageView | "stale" | "repeat" | undefined {
    const outer = messageOf(response);
    const value = oscoreValueOf(outer);
    if (value === undefined) {
      if (outer.code === Code.Unauthorized || outer.code === Code.BadRequest) this.#renewal?.forget(this.#context);
      throw unprotected(outer);
    }
    const header = decodeOscoreOption(value);
    return (header && this.#openAs(header, outer)) ?? this.#earlier?.open(response);
  }

  #openAs(header: OscoreOption, outer: Message): MessageView | "stale" | "repeat" | undefined {
    if (isOf(this.#context, header)) return this.#verify(outer, header.partialIv);
    return isOfSender(this.#context, header) ? this.#renewed(outer, header) : undefined;
  }

  #verify(outer: Message, partialIv: Uint8Array | undefined): MessageView | "stale" | undefined {
    const plaintext = this.#unseal(this.#context, outer, partialIv);
    if (plaintext === undefined) return undefined;
    let isStale = false;
    const plain = plainMessage(outer, plaintext, () => {
      isStale = !this.#advance(partialIv === undefined ? WITHOUT_PIV : sequenceOf(partialIv));
      return uintOption(OptionNumber.Observe, this.#count).value;
    });
    if (plain === undefined || !isResponse(plain.code)) return undefined;
    this.#renewal?.agree(this.#context);
    return isStale ? "stale" : new MessageView(encodeMessage(plain));
  }

  /** The server has no such context, and says so under one that only it can have made for this request. */
  #renewed(outer: Message, { kidContext, partialIv }: OscoreOption): "repeat" | undefined {
    const renewal = this.#renewal;
    const r2 = kidContext === undefined ? undefined : unwrapped(kidContext);
    if (renewal === undefined || r2 === undefined || r2.length < MIN_R2_BYTES || r2.length > MAX_R2_BYTES)
      return undefined;
    const plaintext = this.#unseal(renewal.second(this.#context, r2), outer, partialIv);
    const plain = plaintext === undefined ? undefined : plainMessage(outer, plaintext);
    if (plain?.code !== Code.Unauthorized) return undefined;
    renewal.renew(this.#context, r2);
    return "repeat";
  }

  #unseal(context: SecurityContext, { payload }: Message, partialIv: Uint8Array | undefined): Uint8Array | undefined {
    const nonce = partialIv === undefined ? context.ownNonce(this.#piv) : context.peerNonce(partialIv);
    return context.unseal(payload, nonce, context.senderId, this.#piv);
  }

  /** Takes note of a notification; false if it is not newer than the latest (RFC 8613 §7.4.1). */
  #advance(sequence: number): boolean {
    if (sequence <= this.#latest) return false;
    this.#latest = sequence;
    this.#count = (this.#count + 1) & 0xff_ffff;
    return true;
  }

  #alone(): ClientBinding {
    const alone = new ClientBinding(this.#context, this.bytes, this.#piv, undefined, undefined);
    alone.#latest = this.#latest;
    alone.#count = this.#count;
    return alone;
  }
}

/** Whether what a response says of its sender and its context, if it says anything, is true. */
function isOf(context: SecurityContext, header: OscoreOption): boolean {
  const { idContext } = context;
  if (!isOfSender(context, header)) return false;
  const { kidContext } = header;
  return kidContext === undefined || (idContext !== undefined && Buffer.compare(kidContext, idContext) === 0);
}

const isOfSender = ({ recipientId }: SecurityContext, { kid }: OscoreOption): boolean =>
  kid === undefined || Buffer.compare(kid, recipientId) === 0;

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
