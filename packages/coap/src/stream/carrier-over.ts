import type { CarrierUser, MessageCarrier } from "../reliability/message-carrier.js";
import { MessageLayer, type MessageLayerLimits } from "../reliability/message-layer.js";
import type { TransmissionParameters } from "../reliability/transmission-parameters.js";
import type { Random } from "../time/random.js";
import type { TimerWheel } from "../time/timer-wheel.js";
import type { DatagramTransport } from "../transport/datagram-transport.js";
import type { StreamTransport } from "./byte-stream.js";
import { StreamLayer } from "./stream-layer.js";

/** What carries messages: datagrams, or connections. */
export type CoapTransport = DatagramTransport | StreamTransport;

export interface CarrierOptions {
  readonly transport: CoapTransport;
  readonly parameters: TransmissionParameters;
  readonly limits: MessageLayerLimits;
  /** Longest token of a request that is taken. */
  readonly maxTokenBytes: number;
  /** Bytes that may be sent to an address before it has sent any or shown that it receives. Default: as many as there are. */
  readonly allowance?: number;
  readonly wheel: TimerWheel;
  readonly random: Random;
  readonly user: CarrierUser;
}

/** The layer below requests and responses that fits a transport. */
export function carrierOver({ transport, maxTokenBytes, ...options }: CarrierOptions): MessageCarrier {
  if (!isStreamTransport(transport)) return new MessageLayer({ transport, ...options });
  const { maxWaitingPerPeer } = options.limits;
  return new StreamLayer({ transport, wheel: options.wheel, user: options.user, maxWaitingPerPeer, maxTokenBytes });
}

const isStreamTransport = (transport: CoapTransport): transport is StreamTransport =>
  "kind" in transport && transport.kind === "stream";
