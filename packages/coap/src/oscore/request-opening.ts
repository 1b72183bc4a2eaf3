import { Code } from "../message/code.js";
import { encodeMessage } from "../message/encode-message.js";
import type { Message } from "../message/message.js";
import { MessageView } from "../message/message-view.js";
import { OptionNumber } from "../message/option-registry.js";
import type { OpenedRequest } from "../object-security/object-security.js";
import type { CoapResponse } from "../server/response.js";
import type { OscoreOption } from "./oscore-option.js";
import { sequenceOf } from "./partial-iv.js";
import { plainMessage } from "./protected-content.js";
import type { SecurityContext } from "./security-context.js";
import { ServerBinding } from "./server-binding.js";

/** The OSCORE option of a request, which has a Partial IV and a kid always (RFC 8613 §5). */
export interface RequestHeader extends OscoreOption {
  readonly partialIv: Uint8Array;
  readonly kid: Uint8Array;
}

/** A context as a server has it: opens the requests of its client. */
export interface ServingContext {
  /** The plain request, to go on with or to refuse under protection; or a refusal without, if it is not to be had. */
  open(outer: Message, header: RequestHeader): OpenedRequest | CoapResponse;
}

/** Refusals that are sent without protection say no more than their RFC lets them (RFC 8613 §8.2). */
const refuse = (code: number, payload: string): CoapResponse => ({ code, payload, maxAgeSeconds: 0 });
const REPLAYED = refuse(Code.Unauthorized, "Replay detected");
export const UNVERIFIED = refuse(Code.BadRequest, "Decryption failed");

/** Opens a request under keys that are known to be the client's. */
export function openUnder(
  context: SecurityContext,
  outer: Message,
  { partialIv: piv }: RequestHeader,
): OpenedRequest | CoapResponse {
  const sequence = sequenceOf(piv);
  const { challenge, window } = context;
  if (challenge === undefined && !window.accepts(sequence)) return REPLAYED;
  const plain = plainRequest(context, outer, piv);
  if (plain === undefined) return UNVERIFIED;
  if (challenge !== undefined && !echoes(plain, challenge)) return challenged(context, plain, piv, challenge);
  if (challenge !== undefined) {
    window.startAfter(sequence);
    context.challenge = undefined;
  } else {
    window.mark(sequence);
  }
  return { view: viewOf(plain, new ServerBinding(context, piv, true)), refusal: undefined };
}

/** The request in a message, whether it is new or not; `undefined` if it is none under this context. */
export function plainRequest(context: SecurityContext, outer: Message, piv: Uint8Array): Message | undefined {
  const plaintext = context.unseal(outer.payload, context.peerNonce(piv), context.recipientId, piv);
  const plain = plaintext === undefined ? undefined : plainMessage(outer, plaintext);
  return plain === undefined || plain.code >> 5 !== 0 ? undefined : plain;
}

export const viewOf = (plain: Message, binding: ServerBinding): MessageView =>
  new MessageView(encodeMessage(plain), binding);

/** Asks for proof that the request is new. Its nonce may have served a response before the restart: it is not used. */
function challenged(context: SecurityContext, plain: Message, piv: Uint8Array, challenge: Uint8Array): OpenedRequest {
  const echo = { number: OptionNumber.Echo, value: challenge };
  const refusal = { code: Code.Unauthorized, maxAgeSeconds: 0, options: [echo] };
  return { view: viewOf(plain, new ServerBinding(context, piv, false)), refusal };
}

function echoes({ options }: Message, challenge: Uint8Array): boolean {
  return options.some(({ number, value }) => number === OptionNumber.Echo && Buffer.compare(value, challenge) === 0);
}
