import type { RequestProtector } from "../object-security/object-security.js";

/** Keys, sequence numbers and replay window that two endpoints share. Serves as client, as server, and as both. */
export interface OscoreContext extends RequestProtector {
  readonly name: string;
  readonly senderId: Uint8Array;
  readonly recipientId: Uint8Array;
  /** Of a context with `renewal` none: it has another each time. */
  readonly idContext: Uint8Array | undefined;
}
