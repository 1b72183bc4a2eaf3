import type { ProbeProblem } from "../wire.js";
import {
  type MqttExchange,
  type MqttPublication,
  type MqttPublished,
  type MqttRequest,
  mosquittoFor,
} from "./mqtt-exchange.js";
import {
  codesOf,
  connackOf,
  connectPacket,
  disconnectPacket,
  type MqttVersion,
  packetIdOf,
  pingPacket,
  publishPacket,
  subscribePacket,
  unsubscribePacket,
} from "./mqtt-packet.js";
import { isMqttUrl, MqttSession, type MqttSessionContext } from "./mqtt-session.js";

/** How long messages are waited for once a subscription is granted, and an answer to PINGREQ, in milliseconds. */
export const retainedMs = 1_000;

type Found = Omit<
  MqttExchange,
  "wire" | "target" | "startedMs" | "durationMs" | "transcript" | "reproduce" | "request" | "problem"
>;

const idFrom = ({ random }: MqttSessionContext): number => 1 + Math.floor(random() * 60_000);

/**
 * Connects, subscribes, takes what the broker has retained, asks whether it is there, and takes the subscription back. Never
 * rejects.
 */
export async function mqttExchange(
  request: MqttRequest,
  signal: AbortSignal,
  context: MqttSessionContext,
): Promise<MqttExchange> {
  const about = { wire: "mqtt", target: request.url, reproduce: mosquittoFor(request), request } as const;
  if (!isMqttUrl(request.url)) return { ...about, ...unsent(context.now()), messages: [] };
  using session = new MqttSession(request.url, request.version ?? 4, signal, context);
  const found = await visit(request, session, context);
  return { ...about, ...passed(session, context), replay: { wire: "mqtt", ...request }, ...found };
}

/** Connects and publishes one message, and makes sure that the broker has taken it. Never rejects. */
export async function mqttPublish(
  publication: MqttPublication,
  signal: AbortSignal,
  context: MqttSessionContext,
): Promise<MqttPublished> {
  const { url, topic, payload, qos, isRetained } = publication;
  const replay = { ...publication, wire: "mqtt", payload: [...payload] };
  const about = { wire: "mqtt", target: url, reproduce: mosquittoFor(publication), publication, replay } as const;
  if (!isMqttUrl(url)) return { ...about, ...unsent(context.now()), isTaken: false };
  using session = new MqttSession(url, 4, signal, context);
  const packetId = idFrom(context);
  const { requestTimeoutMs } = context.limits;
  const connack = await open(session, packetId, 4, context);
  if (connack?.returnCode !== 0) return { ...about, ...passed(session, context), isTaken: false };
  const packet = publishPacket({ topic, payload, qos, isRetained, packetId });
  const answer = qos === 0 ? undefined : await session.ask(packet, "PUBACK", requestTimeoutMs);
  if (qos === 0) session.send(packet);
  const pong = await session.ask(pingPacket, "PINGRESP", retainedMs, false);
  session.send(disconnectPacket);
  const isTaken = qos === 0 ? pong !== undefined : answer !== undefined;
  const puback = answer === undefined ? {} : { puback: { isOurs: packetIdOf(answer) === packetId } };
  return { ...about, ...passed(session, context), isTaken, ...puback };
}

/** What a connection was, when it is over. */
function passed(session: MqttSession, { now }: MqttSessionContext) {
  const { startedMs, transcript, problem } = session;
  return { startedMs, durationMs: now() - startedMs, transcript, ...(problem === undefined ? {} : { problem }) };
}

function unsent(startedMs: number) {
  const problem: ProbeProblem = { kind: "unsendable", message: "it is no address of mqtt or mqtts" };
  return { startedMs, durationMs: 0, transcript: [], problem };
}

/** Connects; over MQTT 5 without a client identifier, so that the broker gives one. */
async function open(session: MqttSession, packetId: number, version: MqttVersion, { limits }: MqttSessionContext) {
  const connect = connectPacket(version === 5 ? "" : `probe${packetId}`, version);
  const accepted = await session.ask(connect, "CONNACK", limits.requestTimeoutMs);
  return accepted === undefined ? undefined : connackOf(accepted, version);
}

async function visit(request: MqttRequest, session: MqttSession, context: MqttSessionContext): Promise<Found> {
  const { filter, qos, version = 4 } = request;
  const packetId = idFrom(context);
  const connack = await open(session, packetId, version, context);
  const messages = () => ({ messages: session.messages });
  if (connack === undefined) return messages();
  if (connack.returnCode !== 0) return { connack, ...messages() };
  const { requestTimeoutMs } = context.limits;
  const granted = await session.ask(subscribePacket(packetId, filter, qos, version), "SUBACK", requestTimeoutMs);
  if (granted === undefined) return { connack, ...messages() };
  const suback = { isOurs: packetIdOf(granted) === packetId, codes: codesOf(granted, version) };
  await session.until(() => session.messages.length > 0, retainedMs);
  const pong = await session.ask(pingPacket, "PINGRESP", retainedMs, false);
  const taken = await session.ask(unsubscribePacket(packetId + 1, filter, version), "UNSUBACK", retainedMs, false);
  session.send(disconnectPacket);
  return {
    ...{ connack, suback, ...messages(), isPingAnswered: pong !== undefined, isUnsubscribed: taken !== undefined },
    ...(taken === undefined ? {} : { unsuback: { codes: codesOf(taken, version) } }),
  };
}

/** A subscription that stays while something else is done. */
export async function mqttSubscription(
  { url, filter, qos }: MqttRequest,
  signal: AbortSignal,
  context: MqttSessionContext,
): Promise<MqttSession | undefined> {
  if (!isMqttUrl(url)) return undefined;
  const session = new MqttSession(url, 4, signal, context);
  const packetId = idFrom(context);
  const connack = await open(session, packetId, 4, context);
  const granted =
    connack?.returnCode === 0
      ? await session.ask(subscribePacket(packetId, filter, qos, 4), "SUBACK", context.limits.requestTimeoutMs)
      : undefined;
  if (granted !== undefined && codesOf(granted, 4)[0] !== 0x80) return session;
  session[Symbol.dispose]();
  return undefined;
}
