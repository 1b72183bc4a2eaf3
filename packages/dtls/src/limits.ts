import { UsageError } from "@thingwright/errors";

/** How far peers may make a transport go. */
export interface DtlsLimits {
  /** Sessions that are open at a time; beyond it the one that was silent longest is closed. Default 10,000. */
  readonly maxSessions: number;
  /** Handshakes that are under way at a time; beyond it the oldest is dropped. Default 256. */
  readonly maxHandshakes: number;
  /** Milliseconds for a handshake. Default 60,000. */
  readonly handshakeTimeoutMs: number;
  /** Milliseconds of silence after which a session is closed. Default one hour. */
  readonly idleTimeoutMs: number;
  /** Milliseconds before a flight is sent again; each further time doubles it (RFC 6347 §4.2.4.1). Default 1000. */
  readonly retransmitMs: number;
  /** Most milliseconds before a flight is sent again. Default 60,000. */
  readonly maxRetransmitMs: number;
  /** Bytes of handshake messages of one peer that wait for more. Default 32 KiB. */
  readonly maxHandshakeBytes: number;
  /** Datagrams that wait for a handshake; beyond it sending fails. Default 64. */
  readonly maxQueuedDatagrams: number;
  /** Largest datagram of a handshake; longer messages travel in fragments. Default 1200. */
  readonly maxDatagramBytes: number;
  /**
   * Milliseconds without an answer to several datagrams after which a client takes the session for lost by the server, and
   * makes a new one for what it sends next. Default 12,000: the third retransmission of CoAP comes about then.
   */
  readonly unansweredTimeoutMs: number;
}

export const defaultDtlsLimits: DtlsLimits = Object.freeze({
  maxSessions: 10_000,
  maxHandshakes: 256,
  handshakeTimeoutMs: 60_000,
  idleTimeoutMs: 3_600_000,
  retransmitMs: 1000,
  maxRetransmitMs: 60_000,
  maxHandshakeBytes: 32_768,
  maxQueuedDatagrams: 64,
  maxDatagramBytes: 1200,
  unansweredTimeoutMs: 12_000,
});

/** @throws {UsageError} WOT_RANGE for what is no positive number */
export function dtlsLimits(limits: Partial<DtlsLimits> = {}): DtlsLimits {
  const all = { ...defaultDtlsLimits, ...limits };
  for (const [name, value] of Object.entries(all)) {
    if (!Number.isFinite(value) || value <= 0) throw new UsageError("WOT_RANGE", `${name} is ${value}`);
  }
  if (all.maxDatagramBytes < 256) throw new UsageError("WOT_RANGE", "maxDatagramBytes must be 256 at least");
  return all;
}
