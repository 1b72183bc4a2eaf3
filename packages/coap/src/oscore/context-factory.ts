import type { OscoreContextOptions } from "./context-options.js";
import type { OscoreContext } from "./oscore-context.js";
import { RenewedContext } from "./renewed-context.js";
import { openState } from "./security-context.js";
import { StoredContext } from "./stored-context.js";

/**
 * Derives a security context, and reserves its first sequence numbers.
 *
 * When the store knows these keys already, it is a context that lost its replay window with a restart: as a server it
 * then asks for proof that the first request is new, by an Echo option that the client sends back (RFC 8613 §B.1.2).
 *
 * With `renewal` there is no store: an endpoint that has no keys, as after each start, agrees on new ones with its peer
 * (RFC 8613 §B.2). That takes one round trip more. A Non-confirmable request that wants no response does not bring it about.
 *
 * @throws {UsageError} WOT_ARGUMENT, WOT_RANGE if the options make no context; whatever the store throws
 * @see RFC 8613 §3
 */
export async function oscoreContext(options: OscoreContextOptions): Promise<OscoreContext> {
  if (options.renewal === true) return new RenewedContext(options);
  return new StoredContext(options, await openState(options));
}
