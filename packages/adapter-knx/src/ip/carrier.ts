import type { WotError } from "@thingwright/errors";
import type { Endpoint } from "./endpoint.js";
import type { Message } from "./message.js";

/** What a carrier tells of. */
export interface CarrierListener {
  message(message: Message): void;
  /** It carries no more. Comes once. */
  lost(error: WotError): void;
}

/** Carries messages of KNXnet/IP to one peer and back: over UDP, over TCP, or in the memory of a test. */
export interface Carrier {
  /** Whether messages arrive in order and once: then nobody acknowledges them. */
  readonly isReliable: boolean;
  /** Where the peer may send to; {@link wherever} for where messages come from. */
  readonly local: Endpoint;
  /** @param to - of the peer, where it has told another endpoint for these than its own */
  send(message: Uint8Array, to?: Endpoint): void;
  /** Idempotent. */
  close(): void;
}

/** @throws {NetworkError} WOT_NETWORK */
export type OpenCarrier = (listener: CarrierListener, signal: AbortSignal) => Promise<Carrier>;
