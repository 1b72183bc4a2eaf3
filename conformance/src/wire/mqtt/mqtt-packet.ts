import { type MqttProperties, propertiesAt } from "./mqtt-properties.js";

/** Types of control packets by their numbers (MQTT 3.1.1 §2.2.1). */
export const packetTypes = [
  "reserved",
  "CONNECT",
  "CONNACK",
  "PUBLISH",
  "PUBACK",
  "PUBREC",
  "PUBREL",
  "PUBCOMP",
  "SUBSCRIBE",
  "SUBACK",
  "UNSUBSCRIBE",
  "UNSUBACK",
  "PINGREQ",
  "PINGRESP",
  "DISCONNECT",
] as const;

export type PacketType = (typeof packetTypes)[number];

/** A control packet: its flags, and all that follows the remaining length. */
export interface MqttPacket {
  readonly type: PacketType;
  readonly flags: number;
  readonly body: Uint8Array;
}

/** Levels of the protocol: MQTT 3.1.1, and 5. */
export type MqttVersion = 4 | 5;

/** A message that was delivered. */
export interface MqttMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: number;
  readonly isRetained: boolean;
  /** With QoS 1 and 2. */
  readonly packetId?: number;
  /** With MQTT 5. */
  readonly properties?: MqttProperties;
}

/** The bytes of a packet. */
export function encodePacket({ type, flags, body }: MqttPacket): Uint8Array {
  const length: number[] = [];
  let rest = body.length;
  do {
    length.push((rest % 128) | (rest >= 128 ? 128 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return Uint8Array.from([(packetTypes.indexOf(type) << 4) | flags, ...length, ...body]);
}

const text = (value: string): readonly number[] => {
  const bytes = Buffer.from(value);
  return [bytes.length >> 8, bytes.length & 0xff, ...bytes];
};

const idBytes = (packetId: number): readonly number[] => [packetId >> 8, packetId & 0xff];

const packet = (type: PacketType, flags: number, ...body: readonly number[]): MqttPacket => ({
  type,
  flags,
  body: Uint8Array.from(body),
});

/** The length of properties that there are none of: packets of MQTT 5 have it. */
const noProperties = (version: MqttVersion): readonly number[] => (version === 5 ? [0] : []);

/** A connection with a clean session (§3.1). */
export const connectPacket = (clientId: string, version: MqttVersion = 4): MqttPacket =>
  packet("CONNECT", 0, ...text("MQTT"), version, 2, 0, 60, ...noProperties(version), ...text(clientId));

export const subscribePacket = (packetId: number, filter: string, qos: number, version: MqttVersion = 4): MqttPacket =>
  packet("SUBSCRIBE", 2, ...idBytes(packetId), ...noProperties(version), ...text(filter), qos);

export const unsubscribePacket = (packetId: number, filter: string, version: MqttVersion = 4): MqttPacket =>
  packet("UNSUBSCRIBE", 2, ...idBytes(packetId), ...noProperties(version), ...text(filter));

export const pubackPacket = (packetId: number): MqttPacket => packet("PUBACK", 0, ...idBytes(packetId));
export const pingPacket: MqttPacket = packet("PINGREQ", 0);
export const disconnectPacket: MqttPacket = packet("DISCONNECT", 0);

/** A message as it is published and delivered (§3.3); `contentType` goes with MQTT 5 alone. */
export function publishPacket(
  { topic, payload, qos, isRetained, packetId = 1 }: MqttMessage,
  version: MqttVersion = 4,
  contentType?: string,
): MqttPacket {
  const id = qos === 0 ? [] : idBytes(packetId);
  const type = contentType === undefined ? [] : [3, ...text(contentType)];
  const properties = version === 5 ? [type.length, ...type] : [];
  return packet("PUBLISH", (qos << 1) | (isRetained ? 1 : 0), ...text(topic), ...id, ...properties, ...payload);
}

/** What a CONNACK says: its code, and with MQTT 5 its properties. */
export function connackOf({ body }: MqttPacket, version: MqttVersion) {
  const [flags = 0, returnCode = 0xff] = body;
  const properties = version === 5 ? propertiesAt(body, 2)?.properties : undefined;
  return { returnCode, isSessionPresent: (flags & 1) === 1, ...(properties === undefined ? {} : { properties }) };
}

/** The codes of a SUBACK or UNSUBACK; none where the properties before them are malformed. */
export function codesOf({ body }: MqttPacket, version: MqttVersion): readonly number[] {
  const end = version === 5 ? propertiesAt(body, 2)?.end : 2;
  return end === undefined ? [] : [...body.subarray(end)];
}

/** The number that acknowledges; `undefined` where a packet is too short for one. */
export const packetIdOf = ({ body }: MqttPacket): number | undefined =>
  body.length < 2 ? undefined : (body[0]! << 8) | body[1]!;

/** The message in a PUBLISH; `undefined` where it is malformed. */
export function messageOf({ flags, body }: MqttPacket, version: MqttVersion = 4): MqttMessage | undefined {
  const qos = (flags >> 1) & 3;
  const length = body.length < 2 ? Number.POSITIVE_INFINITY : (body[0]! << 8) | body[1]!;
  const start = 2 + length + (qos === 0 ? 0 : 2);
  if (qos === 3 || start > body.length) return undefined;
  const id = qos === 0 ? {} : { packetId: (body[2 + length]! << 8) | body[3 + length]! };
  const topic = Buffer.from(body.subarray(2, 2 + length)).toString();
  const about = { topic, qos, isRetained: (flags & 1) === 1, ...id };
  if (version === 4) return { ...about, payload: body.slice(start) };
  const found = propertiesAt(body, start);
  return found === undefined ? undefined : { ...about, payload: body.slice(found.end), properties: found.properties };
}

/** Takes packets out of a stream of bytes. */
export class PacketReader {
  #held: Uint8Array = new Uint8Array(0);

  /** The packets that are complete now; `undefined` when the bytes are no MQTT, or one is longer than `maxBytes`. */
  push(bytes: Uint8Array, maxBytes: number): readonly MqttPacket[] | undefined {
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    const packets: MqttPacket[] = [];
    for (;;) {
      const header = headerOf(this.#held);
      if (header === undefined) return packets;
      const type = packetTypes[this.#held[0]! >> 4];
      if (header.length > maxBytes || type === undefined || type === "reserved") return undefined;
      const end = header.start + header.length;
      if (this.#held.length < end) return packets;
      packets.push({ type, flags: this.#held[0]! & 15, body: this.#held.slice(header.start, end) });
      this.#held = this.#held.slice(end);
    }
  }
}

/** Where the body of the first packet starts, and its length; `undefined` when that is not there yet. */
function headerOf(bytes: Uint8Array): { readonly start: number; readonly length: number } | undefined {
  let length = 0;
  for (let index = 0; index < 4; index++) {
    const byte = bytes[1 + index];
    if (byte === undefined) return undefined;
    length += (byte & 127) * 128 ** index;
    if (byte < 128) return { start: 2 + index, length };
  }
  return { start: 5, length: Number.POSITIVE_INFINITY };
}
