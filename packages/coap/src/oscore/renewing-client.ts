import { randomBytes } from "node:crypto";
import type { Message } from "../message/message.js";
import { type ClientBinding, type ContextRenewal, protectedWith } from "./client-binding.js";
import type { OscoreKeyOptions } from "./context-options.js";
import { wrapped } from "./kid-context.js";
import { freshContext, type SecurityContext } from "./security-context.js";

/** Length of R1 and R3. */
const RANDOM_BYTES = 8;

/**
 * The client's side of a context that is renewed. It begins with an ID Context of its own, R1, and goes over to R2 ‖ R3 as
 * soon as the server answers with an R2. A server that lost its state does that at any time, upon any request.
 *
 * @see RFC 8613 §B.2
 */
export class RenewingClient implements ContextRenewal {
  readonly #options: OscoreKeyOptions;
  #context: SecurityContext;
  /** Whether the server has answered under the context, and so has it too. */
  #isAgreed = false;

  constructor(options: OscoreKeyOptions) {
    this.#options = options;
    this.#context = this.#first();
  }

  protect(plain: Message, earlier: ClientBinding | undefined): ClientBinding {
    const context = this.#context;
    const idContext = context.idContext!;
    return protectedWith(context, plain, this.#isAgreed ? idContext : wrapped(idContext), earlier, this);
  }

  second({ idContext }: SecurityContext, r2: Uint8Array): SecurityContext {
    return freshContext(this.#options, Buffer.concat([r2, idContext!]));
  }

  /** Of several requests under one context the first that is answered renews it for all of them. */
  renew(context: SecurityContext, r2: Uint8Array): void {
    if (context !== this.#context) return;
    this.#context = freshContext(this.#options, Buffer.concat([r2, randomBytes(RANDOM_BYTES)]));
    this.#isAgreed = false;
  }

  agree(context: SecurityContext): void {
    if (context === this.#context) this.#isAgreed = true;
  }

  /** Whoever said it, to begin anew costs a round trip and reveals nothing. */
  forget(context: SecurityContext): void {
    if (context !== this.#context) return;
    this.#context = this.#first();
    this.#isAgreed = false;
  }

  #first(): SecurityContext {
    return freshContext(this.#options, randomBytes(RANDOM_BYTES));
  }
}
