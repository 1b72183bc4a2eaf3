/** One message of the application layer (ASHRAE 135 §20.1). */
export type Apdu =
  | {
      readonly kind: "confirmed-request";
      readonly invokeId: number;
      readonly service: number;
      readonly isSegmented: boolean;
      readonly data: Uint8Array;
    }
  | { readonly kind: "unconfirmed-request"; readonly service: number; readonly data: Uint8Array }
  | { readonly kind: "simple-ack"; readonly invokeId: number; readonly service: number }
  | {
      readonly kind: "complex-ack";
      readonly invokeId: number;
      readonly service: number;
      readonly data: Uint8Array;
      readonly segment: Segment | undefined;
    }
  | { readonly kind: "error"; readonly invokeId: number; readonly service: number; readonly data: Uint8Array }
  | { readonly kind: "reject" | "abort"; readonly invokeId: number; readonly reason: number };

/** Which part of a segmented message it is. */
export interface Segment {
  /** 0–255, and over again. */
  readonly sequence: number;
  /** Segments that the sender means to send before it waits for an acknowledgement. */
  readonly window: number;
  readonly moreFollows: boolean;
}

/** PDU types: the upper four bits of the first octet (§20.1.1). */
const pdu = {
  confirmedRequest: 0,
  unconfirmedRequest: 1,
  simpleAck: 2,
  complexAck: 3,
  segmentAck: 4,
  error: 5,
  reject: 6,
  abort: 7,
} as const;

const segmented = 0x08;
const moreFollows = 0x04;

/** Reads one message; `undefined` for one that is cut off, or that only who sends segments needs. Never throws. */
export function readApdu(bytes: Uint8Array): Apdu | undefined {
  const [first = 0xff, second = 0, third = 0, fourth = 0, fifth = 0] = bytes;
  const isSegmented = (first & segmented) !== 0;
  const rest = (from: number): Uint8Array => bytes.subarray(from);
  switch (first >> 4) {
    case pdu.confirmedRequest: {
      if (bytes.length < (isSegmented ? 6 : 4)) return undefined;
      const service = isSegmented ? bytes[5]! : fourth;
      return { kind: "confirmed-request", invokeId: third, service, isSegmented, data: rest(isSegmented ? 6 : 4) };
    }
    case pdu.unconfirmedRequest:
      return bytes.length < 2 ? undefined : { kind: "unconfirmed-request", service: second, data: rest(2) };
    case pdu.simpleAck:
      return bytes.length < 3 ? undefined : { kind: "simple-ack", invokeId: second, service: third };
    case pdu.complexAck: {
      if (bytes.length < (isSegmented ? 5 : 3)) return undefined;
      const segment = { sequence: third, window: fourth, moreFollows: (first & moreFollows) !== 0 };
      return isSegmented
        ? { kind: "complex-ack", invokeId: second, service: fifth, data: rest(5), segment }
        : { kind: "complex-ack", invokeId: second, service: third, data: rest(3), segment: undefined };
    }
    case pdu.error:
      return bytes.length < 3 ? undefined : { kind: "error", invokeId: second, service: third, data: rest(3) };
    case pdu.reject:
    case pdu.abort:
      if (bytes.length < 3) return undefined;
      return { kind: first >> 4 === pdu.reject ? "reject" : "abort", invokeId: second, reason: third };
    default:
      return undefined;
  }
}

/** Longest message that this station takes, and its code in a request (§20.1.2.5). */
export const maxApduBytes = 1476;
const maxApduCode = 5;
/** More than 64 segments (§20.1.2.4); how many really is a limit of the caller. */
const maxSegmentsCode = 7;
const segmentedResponseAccepted = 0x02;

export const confirmedRequest = (service: number, invokeId: number, data: Uint8Array): Uint8Array =>
  Uint8Array.of(segmentedResponseAccepted, (maxSegmentsCode << 4) | maxApduCode, invokeId, service, ...data);

/** Octets that the header of a confirmed request has. */
export const requestHeaderLength = 4;

export const unconfirmedRequest = (service: number, data: Uint8Array): Uint8Array =>
  Uint8Array.of(pdu.unconfirmedRequest << 4, service, ...data);

export const simpleAck = (service: number, invokeId: number): Uint8Array =>
  Uint8Array.of(pdu.simpleAck << 4, invokeId, service);

/** @param isNegative - the segment was not the one after `sequence` (§20.1.6) */
export const segmentAck = (invokeId: number, sequence: number, window: number, isNegative: boolean): Uint8Array =>
  Uint8Array.of((pdu.segmentAck << 4) | (isNegative ? 0x02 : 0), invokeId, sequence, window);

export const reject = (invokeId: number, reason: number): Uint8Array =>
  Uint8Array.of(pdu.reject << 4, invokeId, reason);

/** @param isServer - whether it is the answer to a request */
export const abort = (invokeId: number, reason: number, isServer: boolean): Uint8Array =>
  Uint8Array.of((pdu.abort << 4) | (isServer ? 1 : 0), invokeId, reason);

/** @param error - class and code (§18) */
export const serviceError = (service: number, invokeId: number, error: readonly [number, number]): Uint8Array =>
  Uint8Array.of(pdu.error << 4, invokeId, service, 0x91, error[0], 0x91, error[1]);
