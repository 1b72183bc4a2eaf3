import { UsageError } from "@thingwright/errors";
import { Code } from "../message/code.js";
import { messageOf } from "../message/decode-message.js";
import type { MessageView } from "../message/message-view.js";
import type { OpenedRequest, RequestOpener } from "../object-security/object-security.js";
import type { CoapResponse } from "../server/response.js";
import type { OscoreContext } from "./oscore-context.js";
import { decodeOscoreOption } from "./oscore-option.js";
import { oscoreValueOf } from "./protected-content.js";
import { RenewedContext } from "./renewed-context.js";
import { type RequestHeader, type ServingContext, UNVERIFIED } from "./request-opening.js";
import { StoredContext } from "./stored-context.js";

/** Refusals that are sent without protection say no more than their RFC lets them (RFC 8613 §8.2). */
const refuse = (code: number, payload: string): CoapResponse => ({ code, payload, maxAgeSeconds: 0 });
const UNPROTECTED: CoapResponse = { code: Code.Unauthorized, maxAgeSeconds: 0 };
const MALFORMED = refuse(Code.BadOption, "Failed to decode COSE");
const UNKNOWN = refuse(Code.Unauthorized, "Security context not found");

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

type Served = OscoreContext & ServingContext;

class ContextTable implements OscoreContexts {
  readonly #allowsUnprotected: boolean;
  readonly #maxContexts: number;
  /** By kid; in each the contexts by ID Context. */
  readonly #byKid = new Map<string, Map<string, Served>>();
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
    if (!isServing(context)) throw new UsageError("WOT_ARGUMENT", "this is no OSCORE context");
    this.remove(context);
    if (this.#size >= this.#maxContexts) {
      throw new UsageError("WOT_STATE", `there are ${this.#size} OSCORE contexts already (maxContexts)`);
    }
    const kid = keyOf(context.recipientId);
    const sameKid = this.#byKid.get(kid) ?? new Map<string, Served>();
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
    const { partialIv, kid, kidContext } = decodeOscoreOption(value) ?? {};
    // A request has both always (RFC 8613 §5).
    if (partialIv === undefined || kid === undefined) return { view: request, refusal: MALFORMED };
    const header = { partialIv, kid, kidContext };
    const candidates = this.#find(header);
    if (candidates.length === 0) return { view: request, refusal: UNKNOWN };
    let refusal = UNVERIFIED;
    for (const context of candidates) {
      const opened = context.open(outer, header);
      if ("view" in opened) return opened;
      refusal = opened;
    }
    return { view: request, refusal };
  }

  /** Without a kid context any context with the kid may be meant (RFC 8613 §5.1); with any, one that is renewed. */
  #find({ kid, kidContext }: RequestHeader): readonly Served[] {
    const sameKid = this.#byKid.get(keyOf(kid));
    if (sameKid === undefined) return [];
    if (kidContext === undefined) return sameKid.size > MAX_TRIALS ? [] : [...sameKid.values()];
    const context = sameKid.get(keyOf(kidContext));
    const found = context ?? [...sameKid.values()].find((each) => each instanceof RenewedContext);
    return found === undefined ? [] : [found];
  }
}

const isServing = (context: OscoreContext): context is Served =>
  context instanceof StoredContext || context instanceof RenewedContext;

const keyOf = (id: Uint8Array | undefined): string => (id === undefined ? "none" : Buffer.from(id).toString("hex"));
