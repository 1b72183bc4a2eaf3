import type { ThingDescription } from "@thingwright/td";
import { type MqttPacket, type PacketType, publishPacket } from "../../src/wire/mqtt/mqtt-packet.js";
import type { BrokerScript } from "./scripted-broker.js";

/** What is retained, by topic. */
const retained: Readonly<Record<string, string>> = { "lamp/brightness": "42", "lamp/mode": '"day"' };

/** The description of the perfect Thing at `origin`. */
export function perfectMqttDescription(origin: string): ThingDescription {
  const form = (topic: string) => ({
    href: `${origin}/${topic}`,
    op: ["readproperty", "observeproperty"],
    contentType: "application/json",
    "mqv:controlPacket": "subscribe",
    "mqv:filter": topic,
    "mqv:qos": "1",
  });
  return {
    "@context": ["https://www.w3.org/2022/wot/td/v1.1", { mqv: "https://www.w3.org/2019/wot/mqtt#" }],
    title: "Lamp over MQTT",
    securityDefinitions: { nosec_sc: { scheme: "nosec" } },
    security: "nosec_sc",
    properties: {
      brightness: {
        type: "integer",
        minimum: 0,
        maximum: 100,
        observable: true,
        readOnly: true,
        forms: [form("lamp/brightness")],
      },
      mode: { type: "string", enum: ["day", "night"], observable: true, readOnly: true, forms: [form("lamp/mode")] },
    },
  } as unknown as ThingDescription;
}

export const packetOf = (type: PacketType, ...body: readonly number[]): MqttPacket => ({
  type,
  flags: 0,
  body: Uint8Array.from(body),
});

/** The filter in a SUBSCRIBE. */
export function filterIn({ body }: MqttPacket): string {
  const length = (body[2]! << 8) | body[3]!;
  return Buffer.from(body.subarray(4, 4 + length)).toString();
}

/** Does what MQTT demands of a broker that has values retained. */
export const perfectBroker: BrokerScript = (packet) => {
  const id = packet.body.subarray(0, 2);
  switch (packet.type) {
    case "CONNECT":
      return [packetOf("CONNACK", 0, 0)];
    case "SUBSCRIBE": {
      const qos = packet.body.at(-1)!;
      const topic = filterIn(packet);
      const text = Object.hasOwn(retained, topic) ? retained[topic] : undefined;
      const granted = packetOf("SUBACK", ...id, qos);
      if (text === undefined) return [granted];
      const message = { topic, payload: Buffer.from(text), qos: Math.min(qos, 1), isRetained: true, packetId: 7 };
      return [granted, publishPacket(message)];
    }
    case "UNSUBSCRIBE":
      return [packetOf("UNSUBACK", ...id)];
    case "PINGREQ":
      return [packetOf("PINGRESP")];
    default:
      return [];
  }
};
