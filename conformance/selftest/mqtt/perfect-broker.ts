import type { ThingDescription } from "@thingwright/td";
import {
  type MqttPacket,
  type MqttVersion,
  messageOf,
  type PacketType,
  publishPacket,
} from "../../src/wire/mqtt/mqtt-packet.js";
import type { BrokerConnection, BrokerScript } from "./scripted-broker.js";

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
  const writing = {
    href: `${origin}/lamp/level/set`,
    op: "writeproperty",
    contentType: "application/json",
    "mqv:controlPacket": "publish",
    "mqv:topic": "lamp/level/set",
    "mqv:qos": "1",
  };
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
      level: {
        type: "integer",
        minimum: 0,
        maximum: 100,
        observable: true,
        forms: [form("lamp/level"), writing],
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
export function filterIn({ body }: MqttPacket, version: MqttVersion = 4): string {
  // There are no properties in those of MQTT 5, but for their length.
  const at = version === 5 ? 3 : 2;
  const length = (body[at]! << 8) | body[at + 1]!;
  return Buffer.from(body.subarray(at + 2, at + 2 + length)).toString();
}

/** The length of no properties, where there may be some. */
const none = (version: MqttVersion): readonly number[] => (version === 5 ? [0] : []);

/** The identifier that is given to who has none, as a property. */
const assigned = [0x12, 0, 4, ...Buffer.from("lamp")];

/** Does what MQTT 3.1.1 and 5 demand of a broker, and what the lamp behind it does. */
export function perfectBroker(): BrokerScript {
  const broker = new PerfectBroker();
  return (packet, connection) => broker.answer(packet, connection);
}

class PerfectBroker {
  readonly #retained = new Map([
    ["lamp/brightness", "42"],
    ["lamp/level", "20"],
    ["lamp/mode", '"day"'],
  ]);
  readonly #subscribed = new Map<BrokerConnection, string>();

  answer(packet: MqttPacket, connection: BrokerConnection): readonly MqttPacket[] {
    const { version } = connection;
    const id = [...packet.body.subarray(0, 2)];
    switch (packet.type) {
      case "CONNECT":
        return [packetOf("CONNACK", 0, 0, ...(version === 5 ? [assigned.length, ...assigned] : []))];
      case "SUBSCRIBE":
        return this.#subscribe(packet, id, connection);
      case "UNSUBSCRIBE":
        this.#subscribed.delete(connection);
        return [packetOf("UNSUBACK", ...id, ...(version === 5 ? [0, 0] : []))];
      case "PUBLISH":
        return this.#publish(packet, version);
      case "PINGREQ":
        return [packetOf("PINGRESP")];
      default:
        return [];
    }
  }

  #subscribe(packet: MqttPacket, id: readonly number[], connection: BrokerConnection): readonly MqttPacket[] {
    const { version } = connection;
    const qos = packet.body.at(-1)!;
    const topic = filterIn(packet, version);
    this.#subscribed.set(connection, topic);
    const text = this.#retained.get(topic);
    const granted = packetOf("SUBACK", ...id, ...none(version), qos);
    if (text === undefined) return [granted];
    const message = { topic, payload: Buffer.from(text), qos: Math.min(qos, 1), isRetained: true, packetId: 7 };
    return [granted, publishPacket(message, version, "application/json")];
  }

  #publish(packet: MqttPacket, version: MqttVersion): readonly MqttPacket[] {
    const message = messageOf(packet, version)!;
    if (message.topic === "lamp/level/set") this.#set(Buffer.from(message.payload).toString());
    return message.qos === 1 ? [packetOf("PUBACK", message.packetId! >> 8, message.packetId! & 0xff)] : [];
  }

  #set(text: string): void {
    if (!/^\d{1,3}$/.test(text) || Number(text) > 100) return;
    const topic = "lamp/level";
    this.#retained.set(topic, text);
    const message = { topic, payload: Buffer.from(text), qos: 0, isRetained: false };
    for (const [connection, filter] of this.#subscribed) {
      if (!connection.isOpen) this.#subscribed.delete(connection);
      else if (filter === topic) connection.send(publishPacket(message, connection.version, "application/json"));
    }
  }
}
