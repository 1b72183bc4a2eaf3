import type { ConformanceOptions } from "@thingwright/conformance";
import { type MqttMessage, type MqttPacket, messageOf, publishPacket } from "../../src/wire/mqtt/mqtt-packet.js";
import { type Fault, faultId, type Network, type RunningTarget } from "../fault.js";
import { filterIn, packetOf, perfectBroker, perfectMqttDescription } from "./perfect-broker.js";
import { type BrokerScript, ScriptedBroker } from "./scripted-broker.js";

/** On loopback nobody has to be spared. */
export const fastMqtt: ConformanceOptions = { requestsPerSecond: 100_000 };

/** A Thing at a broker with this script, to be judged by its description. */
export async function startMqtt(script: BrokerScript, network?: Network): Promise<RunningTarget> {
  const broker = await ScriptedBroker.start(script, network?.latencyMs);
  return {
    target: perfectMqttDescription(broker.origin),
    [Symbol.asyncDispose]: () => broker[Symbol.asyncDispose](),
  };
}

type Answers = readonly (MqttPacket | Uint8Array)[];

interface MqttFault extends Pick<Fault, "caughtBy" | "what"> {
  /** What is answered; `undefined` leaves the perfect answer. */
  spoil(packet: MqttPacket, perfect: readonly MqttPacket[]): Answers | undefined;
}

/** Changes the answers to packets of a type. */
const answering =
  (
    type: MqttPacket["type"],
    change: (perfect: readonly MqttPacket[], packet: MqttPacket) => Answers,
  ): MqttFault["spoil"] =>
  (packet, perfect) =>
    packet.type === type ? change(perfect, packet) : undefined;

/** Changes the message that is retained on a topic. */
const retaining = (topic: string, change: (message: MqttMessage) => MqttMessage | undefined): MqttFault["spoil"] =>
  answering("SUBSCRIBE", (perfect, packet) => {
    const [granted, published] = perfect;
    if (published === undefined || filterIn(packet) !== topic) return perfect;
    const changed = change(messageOf(published)!);
    return changed === undefined ? [granted!] : [granted!, publishPacket(changed)];
  });

/** Changes the codes of SUBACK. */
const granting = (codes: (code: number) => readonly number[]): MqttFault["spoil"] =>
  answering("SUBSCRIBE", ([granted, ...rest]) => [
    packetOf("SUBACK", ...granted!.body.subarray(0, 2), ...codes(granted!.body[2]!)),
    ...rest,
  ]);

const text = (payload: string) => (message: MqttMessage) => ({ ...message, payload: Buffer.from(payload) });
const first = "lamp/brightness";

const list: readonly MqttFault[] = [
  { caughtBy: "mqtt/readable", what: "its first property is not retained", spoil: retaining(first, () => undefined) },
  {
    caughtBy: "mqtt/readable",
    what: "its last property is not retained",
    spoil: retaining("lamp/mode", () => undefined),
  },
  { caughtBy: "mqtt/value", what: "its number is a text", spoil: retaining(first, text('"42"')) },
  { caughtBy: "mqtt/value", what: "its number is over the maximum", spoil: retaining(first, text("101")) },
  { caughtBy: "mqtt/value", what: "its number is no integer", spoil: retaining(first, text("4.2")) },
  { caughtBy: "mqtt/value", what: "its text has no quotes", spoil: retaining("lamp/mode", text("day")) },
  {
    caughtBy: "mqtt/value",
    what: "its text is none of the enumeration",
    spoil: retaining("lamp/mode", text('"noon"')),
  },
  { caughtBy: "mqtt/value", what: "its value is cut off", spoil: retaining("lamp/mode", text('"da')) },
  {
    caughtBy: "mqtt/granted",
    what: "its broker refuses the filter",
    spoil: answering("SUBSCRIBE", ([granted]) => [packetOf("SUBACK", ...granted!.body.subarray(0, 2), 0x80)]),
  },
  { caughtBy: "mqtt/suback", what: "its broker grants twice", spoil: granting((code) => [code, code]) },
  { caughtBy: "mqtt/suback", what: "its broker grants with a code of its own", spoil: granting(() => [3]) },
  {
    caughtBy: "mqtt/suback",
    what: "its broker answers another subscription",
    spoil: answering("SUBSCRIBE", ([granted, ...rest]) => [packetOf("SUBACK", 0, 0, granted!.body[2]!), ...rest]),
  },
  {
    caughtBy: "mqtt/retain-flag",
    what: "its broker does not mark what it has retained",
    spoil: retaining(first, (message) => ({ ...message, isRetained: false })),
  },
  {
    caughtBy: "mqtt/delivered-qos",
    what: "its broker delivers with more than it grants",
    spoil: granting(() => [0]),
  },
  {
    caughtBy: "mqtt/delivered-qos",
    what: "its broker delivers with QoS 2 what was granted QoS 1",
    spoil: retaining(first, (message) => ({ ...message, qos: 2 })),
  },
  {
    caughtBy: "mqtt/session-present",
    what: "its broker has a session that nobody wanted",
    spoil: answering("CONNECT", () => [packetOf("CONNACK", 1, 0)]),
  },
  { caughtBy: "mqtt/ping", what: "its broker does not answer a ping", spoil: answering("PINGREQ", () => []) },
  {
    caughtBy: "mqtt/ping",
    what: "its broker answers a ping with another packet",
    spoil: answering("PINGREQ", () => [packetOf("PUBACK", 0, 1)]),
  },
  {
    caughtBy: "mqtt/unsubscribe",
    what: "its broker does not answer UNSUBSCRIBE",
    spoil: answering("UNSUBSCRIBE", () => []),
  },
  {
    caughtBy: "mqtt/unsubscribe",
    what: "its broker answers UNSUBSCRIBE like SUBSCRIBE",
    spoil: answering("UNSUBSCRIBE", ([answer]) => [packetOf("SUBACK", ...answer!.body, 0)]),
  },
];

export const mqttFaults: readonly Fault[] = list.map(({ caughtBy, what, spoil }) => ({
  id: faultId("mqtt", "mqtt", what),
  wire: "mqtt",
  area: "mqtt",
  caughtBy,
  what,
  options: fastMqtt,
  start: (network) =>
    startMqtt((packet) => {
      const perfect = perfectBroker(packet) as readonly MqttPacket[];
      return spoil(packet, perfect) ?? perfect;
    }, network),
}));
