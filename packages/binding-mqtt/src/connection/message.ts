import type { IPublishPacket } from "mqtt";
import type { QoS } from "../form/form-terms.js";

/** Properties of a PUBLISH that only MQTT 5 has (MQTT 5.0 §3.3.2.3). */
export type MessageProperties = NonNullable<IPublishPacket["properties"]>;

/** A message as a broker delivered it. */
export interface InboundMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** True when the broker had kept it from before the subscription. */
  readonly retain: boolean;
  readonly properties: MessageProperties | undefined;
}

/** A message to publish. */
export interface OutboundMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: QoS;
  readonly retain: boolean;
  /** Left out on a connection of MQTT 3.1.1. */
  readonly properties?: MessageProperties;
}

/**
 * A payload as a text of a character for each byte, to be kept: what comes from a socket is part of a larger piece of
 * memory, which would stay as long as its smallest part.
 */
export const bytesOf = (payload: Uint8Array): string =>
  Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString("latin1");
