import type { Operation } from "@thingwright/td";
import type { AuthenticationCarrier } from "./security.js";

/** What a binding can do. The contract suite tests all of it; the Servient tries nothing else. */
export interface BindingManifest {
  /** Short name: `http`, `coap`, `mqtt`. */
  readonly name: string;
  /** URI schemes, lower case, without the colon. */
  readonly schemes: readonly string[];
  /** Operations that the client carries out. */
  readonly clientOperations: readonly Operation[];
  /** Operations that the server offers Forms for. */
  readonly serverOperations: readonly Operation[];
  /** Values of `subprotocol` that both sides know, in the order in which the client would rather use them. */
  readonly subprotocols: readonly string[];
  /** Ways in which the client can bring credentials to its peer; of `ClientBinding.carriersOf`, all of them together. */
  readonly carriers: readonly AuthenticationCarrier[];
  /** Prefixes of the terms in the server's Forms that the TD 1.1 context does not define, with their IRIs. */
  readonly prefixes?: Readonly<Record<string, string>>;
}
