/** One answer as it came over the wire. */
export interface Frame {
  /** Number of the request that it answers, where the framing has numbers. */
  readonly number: number | undefined;
  readonly unitId: number;
  /** Function code and data. */
  readonly pdu: Uint8Array;
  /** Bytes that it took. */
  readonly length: number;
}

/** How PDUs are put on a stream of bytes, and found there. Keeps no state. */
export interface Framing {
  /** Whether an answer says which request it belongs to. Without, a late answer would pass for the next one. */
  readonly isNumbered: boolean;
  encode(number: number, unitId: number, pdu: Uint8Array): Uint8Array;
  /**
   * The frame at the beginning of `bytes`; `undefined` while it is incomplete.
   *
   * @throws {ProtocolError} WOT_PROTOCOL when no frame can begin like that
   */
  decode(bytes: Uint8Array): Frame | undefined;
}
