import { manualClock } from "../../src/index.js";
import type { Delivery, DeliveryListener } from "../../src/reliability/delivery.js";
import {
  defaultMessageLayerLimits,
  MessageLayer,
  type MessageLayerLimits,
} from "../../src/reliability/message-layer.js";
import { type TransmissionParameters, transmissionParameters } from "../../src/reliability/transmission-parameters.js";
import { TimerWheel } from "../../src/time/timer-wheel.js";

const silent: DeliveryListener = {
  onAcknowledged() {},
  onPiggybacked: () => false,
  onReset() {},
  onUndelivered() {},
};

/** A message layer alone with one peer, and what it has sent. */
export function bareLayer(given: Partial<TransmissionParameters & MessageLayerLimits> = {}) {
  const clock = manualClock(1000);
  const wheel = new TimerWheel(clock, (error) => {
    throw error;
  });
  const sent: { readonly messageId: number; readonly atMs: number }[] = [];
  const layer = new MessageLayer({
    transport: {
      open: async () => ({ address: "10.0.0.1", port: 1 }),
      send: (bytes) => sent.push({ messageId: (bytes[2]! << 8) | bytes[3]!, atMs: clock.now() - 1000 }),
      close: async () => undefined,
    },
    parameters: transmissionParameters(given),
    limits: { ...defaultMessageLayerLimits, ...given },
    wheel,
    random: () => 0,
    user: {
      onRequest() {},
      onResponse: () => true,
      onReset() {},
      onPeerGone() {},
      onError(error) {
        throw error;
      },
    },
  });
  const peer = layer.peerAt("10.0.0.2", 5683);
  const deliver = (type: "CON" | "NON", bytes = 40): Delivery => {
    const message = new Uint8Array(bytes);
    message[0] = type === "CON" ? 0x40 : 0x50;
    message[1] = 1;
    const messageId = peer.nextMessageId();
    message[2] = messageId >> 8;
    message[3] = messageId & 0xff;
    return layer.deliver(peer, messageId, message, silent);
  };
  /** A message comes from the peer. */
  const hear = () => layer.onDatagram(Uint8Array.of(0x70, 0, 0, 0), peer.address, peer.port);
  return { clock, layer, peer, sent, deliver, hear };
}
