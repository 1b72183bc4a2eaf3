import type { TlsOptions } from "node:tls";
import type { ConformanceOptions } from "@thingwright/conformance";
import {
  type MqttMessage,
  type MqttPacket,
  type MqttVersion,
  messageOf,
  publishPacket,
} from "../../src/wire/mqtt/mqtt-packet.js";
import { type Fault, faultId, type Network, type RunningTarget } from "../fault.js";
import { filterIn, packetOf, perfectBroker, perfectMqttDescription } from "./perfect-broker.js";
import { type BrokerConnection, type BrokerScript, ScriptedBroker } from "./scripted-broker.js";

/** On loopback nobody has to be spared. */
export const fastMqtt: ConformanceOptions = { requestsPerSecond: 100_000 };

/** With leave to publish. */
export const withMqttWrites: ConformanceOptions = { ...fastMqtt, allow: ["write"], limits: { effectTimeoutMs: 400 } };

/** A Thing at a broker with this script, to be judged by its description. */
export async function startMqtt(script: BrokerScript, network?: Network, tls?: TlsOptions): Promise<RunningTarget> {
  const broker = await ScriptedBroker.start(script, network?.latencyMs, tls);
  return {
    target: perfectMqttDescription(broker.origin),
    [Symbol.asyncDispose]: () => broker[Symbol.asyncDispose](),
  };
}

type Answers = readonly (MqttPacket | Uint8Array)[];

interface MqttFault extends Pick<Fault, "caughtBy" | "what" | "options"> {
  /** Over which level of the protocol it shows; 4 by default. */
  readonly version?: MqttVersion;
  /** What is answered; `undefined` leaves the perfect answer. */
  spoil?(packet: MqttPacket, perfect: readonly MqttPacket[]): Answers | undefined;
  /** What the perfect broker hears instead. */
  hear?(packet: MqttPacket): MqttPacket;
  /** Whether it tells who has subscribed nothing. */
  readonly isSilent?: boolean;
}

/** Changes the answers to packets of a type. */
const answering =
  (
    type: MqttPacket["type"],
    change: (perfect: readonly MqttPacket[], packet: MqttPacket) => Answers,
  ): NonNullable<MqttFault["spoil"]> =>
  (packet, perfect) =>
    packet.type === type ? change(perfect, packet) : undefined;

/** Changes the message that is retained on a topic. */
const retaining = (
  topic: string,
  change: (message: MqttMessage) => MqttMessage | undefined,
): NonNullable<MqttFault["spoil"]> =>
  answering("SUBSCRIBE", (perfect, packet) => {
    const [granted, published] = perfect;
    if (published === undefined || filterIn(packet) !== topic) return perfect;
    const changed = change(messageOf(published)!);
    return changed === undefined ? [granted!] : [granted!, publishPacket(changed)];
  });

/** Changes the codes of SUBACK. */
const granting = (codes: (code: number) => readonly number[]): NonNullable<MqttFault["spoil"]> =>
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
  {
    caughtBy: "mqtt/write",
    what: "it keeps its level whatever is published",
    options: withMqttWrites,
    hear: (packet) =>
      packet.type === "PUBLISH" ? publishPacket({ ...messageOf(packet)!, payload: Buffer.from("20") }) : packet,
  },
  {
    caughtBy: "mqtt/write",
    what: "its broker loses what is published",
    options: withMqttWrites,
    hear: (packet) => (packet.type === "PUBLISH" ? publishPacket({ ...messageOf(packet)!, topic: "lamp" }) : packet),
  },
  {
    caughtBy: "mqtt/notification",
    what: "its broker tells nobody who has subscribed",
    options: withMqttWrites,
    isSilent: true,
  },
  {
    caughtBy: "mqtt/puback",
    what: "its broker acknowledges another message",
    options: withMqttWrites,
    spoil: answering("PUBLISH", () => [packetOf("PUBACK", 0, 0)]),
  },
  {
    caughtBy: "mqtt/v5-assigned-client",
    what: "its broker does not say what it calls a client",
    version: 5,
    spoil: answering("CONNECT", () => [packetOf("CONNACK", 0, 0, 0)]),
  },
  ...[[3], [0, 0], []].map(
    (codes): MqttFault => ({
      caughtBy: "mqtt/v5-suback",
      what: `its broker grants with ${codes.join(" and ") || "nothing"} over MQTT 5`,
      version: 5,
      spoil: answering("SUBSCRIBE", ([granted]) => [packetOf("SUBACK", ...granted!.body.subarray(0, 2), 0, ...codes)]),
    }),
  ),
  ...[[], [0, 0, 0], [0, 0x11]].map(
    (rest): MqttFault => ({
      caughtBy: "mqtt/v5-unsuback",
      what: `its broker ends a subscription with ${rest.join(" and ") || "nothing"} over MQTT 5`,
      version: 5,
      spoil: answering("UNSUBSCRIBE", ([answer]) => [packetOf("UNSUBACK", ...answer!.body.subarray(0, 2), ...rest)]),
    }),
  ),
  {
    caughtBy: "mqtt/v5-content-type",
    what: "its value says that it is text",
    version: 5,
    spoil: answering("SUBSCRIBE", ([granted, published]) => [
      granted!,
      publishPacket(messageOf(published!, 5)!, 5, "text/plain"),
    ]),
  },
];

export const mqttFaults: readonly Fault[] = list.map((fault) => ({
  id: faultId("mqtt", "mqtt", fault.what),
  wire: "mqtt",
  area: "mqtt",
  caughtBy: fault.caughtBy,
  what: fault.what,
  options: fault.options ?? fastMqtt,
  start: (network) => startMqtt(faultyBroker(fault), network),
}));

function faultyBroker({ version = 4, spoil, hear = (packet) => packet, isSilent = false }: MqttFault): BrokerScript {
  const perfect = perfectBroker();
  // A connection is the same object each time: the broker knows by it who has subscribed.
  const deaf = new WeakMap<BrokerConnection, BrokerConnection>();
  const silenced = (connection: BrokerConnection): BrokerConnection => {
    const known = deaf.get(connection) ?? { version: connection.version, isOpen: true, send: () => {} };
    deaf.set(connection, known);
    return known;
  };
  return (packet, connection) => {
    const answers = perfect(hear(packet), isSilent ? silenced(connection) : connection) as readonly MqttPacket[];
    return (connection.version === version ? spoil?.(packet, answers) : undefined) ?? answers;
  };
}
