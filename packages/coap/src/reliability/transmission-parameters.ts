import { UsageError } from "@thingwright/errors";

/**
 * How messages are repeated and for how long they are remembered.
 *
 * @see RFC 7252 §4.8
 */
export interface TransmissionParameters {
  /** ACK_TIMEOUT: shortest wait before the first retransmission. Default 2000. */
  readonly ackTimeoutMs: number;
  /** ACK_RANDOM_FACTOR: the first wait is drawn from `ackTimeoutMs` to this many times that. Default 1.5. */
  readonly ackRandomFactor: number;
  /** MAX_RETRANSMIT: repeats of a Confirmable message before giving up. Default 4. */
  readonly maxRetransmit: number;
  /** NSTART: open interactions with one peer; more wait in line. Default 1, as the RFC asks of the open Internet. */
  readonly nstart: number;
  /** MAX_LATENCY: longest time that a datagram is on its way. Default 100000. */
  readonly maxLatencyMs: number;
  /**
   * PROBING_RATE: bytes in a second that go to a peer from which nothing comes back, in Non-confirmable messages. Beyond it
   * messages wait. Default 1.
   */
  readonly probingBytesPerSecond: number;
  /**
   * Whether the 65,536 Message IDs of a peer may come round again within EXCHANGE_LIFETIME, 247 s. Otherwise messages wait
   * until one may be used: 265 in a second, on a long average. Peers that tell duplicates by the Message ID alone ignore
   * what comes round too early. Default: whether `nstart` is above 1, which is for networks where that is known not to harm.
   */
  readonly reuseMessageIds: boolean;
}

export const defaultTransmissionParameters: TransmissionParameters = {
  ackTimeoutMs: 2000,
  ackRandomFactor: 1.5,
  maxRetransmit: 4,
  nstart: 1,
  maxLatencyMs: 100_000,
  probingBytesPerSecond: 1,
  reuseMessageIds: false,
};

/** MAX_TRANSMIT_SPAN: first to last transmission of a Confirmable message (RFC 7252 §4.8.2). */
export const maxTransmitSpanMs = (p: TransmissionParameters): number =>
  p.ackTimeoutMs * (2 ** p.maxRetransmit - 1) * p.ackRandomFactor;

/** MAX_TRANSMIT_WAIT: first transmission until giving up (RFC 7252 §4.8.2). */
export const maxTransmitWaitMs = (p: TransmissionParameters): number =>
  p.ackTimeoutMs * (2 ** (p.maxRetransmit + 1) - 1) * p.ackRandomFactor;

/** EXCHANGE_LIFETIME: how long a Message ID is spoken for (RFC 7252 §4.8.2). */
export const exchangeLifetimeMs = (p: TransmissionParameters): number =>
  maxTransmitSpanMs(p) + 2 * p.maxLatencyMs + p.ackTimeoutMs;

/**
 * The parameters with defaults filled in.
 *
 * @throws {UsageError} WOT_RANGE if one is out of range
 */
export function transmissionParameters(given: Partial<TransmissionParameters>): TransmissionParameters {
  const defaults = defaultTransmissionParameters;
  const parameters = {
    ackTimeoutMs: given.ackTimeoutMs ?? defaults.ackTimeoutMs,
    ackRandomFactor: given.ackRandomFactor ?? defaults.ackRandomFactor,
    maxRetransmit: given.maxRetransmit ?? defaults.maxRetransmit,
    nstart: given.nstart ?? defaults.nstart,
    maxLatencyMs: given.maxLatencyMs ?? defaults.maxLatencyMs,
    probingBytesPerSecond: given.probingBytesPerSecond ?? defaults.probingBytesPerSecond,
    reuseMessageIds: given.reuseMessageIds ?? (given.nstart ?? defaults.nstart) > 1,
  };
  assertRange("ackTimeoutMs", parameters.ackTimeoutMs, 1, 3_600_000);
  assertRange("ackRandomFactor", parameters.ackRandomFactor, 1, 10);
  assertRange("maxRetransmit", parameters.maxRetransmit, 0, 16);
  assertRange("nstart", parameters.nstart, 1, 0xffff);
  assertRange("maxLatencyMs", parameters.maxLatencyMs, 0, 3_600_000);
  assertRange("probingBytesPerSecond", parameters.probingBytesPerSecond, 0.001, Number.POSITIVE_INFINITY);
  return parameters;
}

function assertRange(name: string, value: number, min: number, max: number): void {
  if (value >= min && value <= max) return;
  throw new UsageError("WOT_RANGE", `${name} is ${value}, expected ${min} to ${max}`);
}
