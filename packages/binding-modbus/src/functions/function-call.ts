/** Sends a PDU to the unit; its answer. */
export type ExchangePdu = (pdu: Uint8Array) => Promise<Uint8Array>;

/** What of a unit a function is about. */
export interface Place {
  /** As on the wire: counts from 0. Of a file record its number, of an identification its object. */
  readonly address: number;
  readonly quantity: number;
  /** File that a record is in. */
  readonly fileNumber: number;
  /** Where function 23 writes. */
  readonly writeAddress: number;
}

/**
 * Carries a function out by one request or several. Registers in bodies are big-endian, coils are packed as on the wire.
 *
 * @returns what was read; empty for a write
 */
export type FunctionCall = (exchange: ExchangePdu, place: Place, body: Uint8Array) => Promise<Uint8Array>;
