import { UsageError } from "@thingwright/errors";
import { Code } from "../message/code.js";
import { messageOf } from "../message/decode-message.js";
import { encodeMessage } from "../message/encode-message.js";
import type { Message } from "../message/message.js";
import { MessageView } from "../message/message-view.js";
import { OptionNumber } from "../message/option-registry.js";
import type { OpenedRequest, RequestOpener } from "../object-security/object-security.js";
import type { CoapResponse } from "../server/response.js";
import type { OscoreContext } from "./oscore-context.js";
import { decodeOscoreOption, type OscoreOption } from "./oscore-option.js";
import { sequenceOf } from "./partial-iv.js";
import { oscoreValueOf, plainMessage } from "./protected-content.js";
import { SecurityContext } from "./security-context.js";
import { ServerBinding } from "./server-binding.js";

/** Refusals that are sent without protection say no more than their RFC lets them (RFC 8613 §8.2). */
const refuse = (code: number, payload: string): CoapResponse => ({ code, payload, maxAgeSeconds: 0 });
const UNPROTECTED: CoapResponse = { code: Code.Unauthorized, maxAgeSeconds: 0 };
const MALFORMED = refuse(Code.BadOption, "Failed to decode COSE");
const UNKNOWN = refuse(Code.Unauthorized, "Security context not found");
const REPLAYED = refuse(Code.Unauthorized, "Replay detected");
const UNVERIFIED = refuse(Code.BadRequest, "Decryption failed");

/** Contexts that one request may cost a decryption each. With more of the same kid a request must name its ID Context. */
const MAX_TRIALS = 8;

export interface OscoreContextsOptions {
  /** Contexts to begin with. */
  readonly contexts?: readonly OscoreContext[];
  /** Whether requests without OSCORE reach the handler too, which then must look at `request.security`. Default false: 4.01. */
  readonly allowUnprotected?: boolean;
  /** Most contexts at a time. Default 1024. */
  readonly maxContexts?: number;
}

/** The contexts of a server: what `coapServer({ oscore })` takes. */
export interface OscoreContexts extends RequestOpener {
  readonly size: number;
  /**
   * Takes a context in. One with the same IDs leaves.
   *
   * @throws {UsageError} WOT_STATE if there are `maxContexts`
   */
  add(context: OscoreContext): void;
  /** Requests under this context are refused from now on. */
  remove(context: OscoreContext): void;
}

/**
 * The contexts under which a server verifies requests.
 *
 * @throws {UsageError} WOT_STATE if there are more contexts than `maxContexts`
 * @see RFC 8613 §8.2
 */
export function oscoreContexts(options: OscoreContextsOptions = {}): OscoreContexts {
  return new ContextTable(options);
}

class ContextTable implements OscoreContexts {
  readonly #allowsUnprotected: boolean;
  readonly #maxContexts: number;
  /** By kid; in each the contexts by ID Context. */
  readonly #byKid = new Map<string, Map<string, SecurityContext>>();
  #size = 0;

  constructor({ contexts = [], allowUnprotected = false, maxContexts = 1024 }: OscoreContextsOptions) {
    this.#allowsUnprotected = allowUnprotected;
    this.#maxContexts = maxContexts;
    for (const context of contexts) this.add(context);
  }

  get size(): number {
    return this.#size;
  }

  add(context: OscoreContext): void {
    if (!(context instanceof SecurityContext)) throw new UsageError("WOT_ARGUMENT", "this is no OSCORE context");
    this.remove(context);
    if (this.#size >= this.#maxContexts) {
      throw new UsageError("WOT_STATE", `there are ${this.#size} OSCORE contexts already (maxContexts)`);
    }
    const kid = keyOf(context.recipientId);
    const sameKid = this.#byKid.get(kid) ?? new Map<string, SecurityContext>();
    sameKid.set(keyOf(context.idContext), context);
    this.#byKid.set(kid, sameKid);
    this.#size++;
  }

  remove(context: OscoreContext): void {
    const kid = keyOf(context.recipientId);
    const sameKid = this.#byKid.get(kid);
    if (sameKid?.delete(keyOf(context.idContext)) !== true) return;
    this.#size--;
    if (sameKid.size === 0) this.#byKid.delete(kid);
  }

  open(request: MessageView): OpenedRequest {
    const outer = messageOf(request);
    const value = oscoreValueOf(outer);
    if (value === undefined) return { view: request, refusal: this.#allowsUnprotected ? undefined : UNPROTECTED };
    const header = decodeOscoreOption(value);
    // A request has a Partial IV and a kid always (RFC 8613 §5).
    if (header?.partialIv === undefined || header.kid === undefined) return { view: request, refusal: MALFORMED };
    const candidates = this.#find(header);
    if (candidates.length === 0) return { view: request, refusal: UNKNOWN };
    let refusal = UNVERIFIED;
    for (const context of candidates) {
      const opened = openUnder(context, outer, header.partialIv);
      if ("view" in opened) return opened;
      refusal = opened;
    }
    return { view: request, refusal };
  }

  /** Without a kid context any context with the kid may be meant (RFC 8613 §5.1). */
  #find({ kid, kidContext }: OscoreOption): readonly SecurityContext[] {
    const sameKid = this.#byKid.get(keyOf(kid));
    if (sameKid === undefined) return [];
    if (kidContext === undefined) return sameKid.size > MAX_TRIALS ? [] : [...sameKid.values()];
    const context = sameKid.get(keyOf(kidContext));
    return context === undefined ? [] : [context];
  }
}

/** The plain request, or the refusal if it is not to be had under this context. */
function openUnder(context: SecurityContext, outer: Message, piv: Uint8Array): OpenedRequest | CoapResponse {
  const sequence = sequenceOf(piv);
  const { challenge, window } = context;
  if (challenge === undefined && !window.accepts(sequence)) return REPLAYED;
  const plaintext = context.unseal(outer.payload, context.peerNonce(piv), context.recipientId, piv);
  const plain = plaintext === undefined ? undefined : plainMessage(outer, plaintext);
  if (plain === undefined || plain.code >> 5 !== 0) return UNVERIFIED;
  if (challenge !== undefined && !echoes(plain, challenge)) return challenged(context, plain, piv, challenge);
  if (challenge !== undefined) {
    window.startAfter(sequence);
    context.challenge = undefined;
  } else {
    window.mark(sequence);
  }
  return { view: viewOf(plain, new ServerBinding(context, piv, true)), refusal: undefined };
}

/** Asks for proof that the request is new. Its nonce may have served a response before the restart: it is not used. */
function challenged(context: SecurityContext, plain: Message, piv: Uint8Array, challenge: Uint8Array): OpenedRequest {
  const echo = { number: OptionNumber.Echo, value: challenge };
  const refusal = { code: Code.Unauthorized, maxAgeSeconds: 0, options: [echo] };
  return { view: viewOf(plain, new ServerBinding(context, piv, false)), refusal };
}

const viewOf = (plain: Message, binding: ServerBinding): MessageView => new MessageView(encodeMessage(plain), binding);

function echoes({ options }: Message, challenge: Uint8Array): boolean {
  return options.some(({ number, value }) => number === OptionNumber.Echo && Buffer.compare(value, challenge) === 0);
}

const keyOf = (id: Uint8Array | undefined): string => (id === undefined ? "none" : Buffer.from(id).toString("hex"));
