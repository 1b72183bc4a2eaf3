import { connect as connectTcp } from "node:net";
import type { Duplex } from "node:stream";
import { connect as connectTls } from "node:tls";
import { maxTopicBytes } from "../topic/topic-name.js";
import { tlsFor } from "./mqtt-tls.js";
import type { MqttVersion, SessionOptions, Will } from "./session-options.js";
import { tlsOptions } from "./tls-connection.js";
import { webSocketStream } from "./web-socket-stream.js";

/** Longest fixed header and variable header of a PUBLISH beside its payload; properties of MQTT 5 get a topic's worth. */
export const overheadBytes = 5 + 2 + maxTopicBytes + 2;

/**
 * Opens the network connection: TCP, TLS, or a WebSocket over either.
 *
 * @throws {CredentialsError | UsageError} for a certificate or key that cannot be used
 * @throws {NetworkError} for an address that cannot be connected to
 */
export function connectSocket(options: SessionOptions): Duplex {
  if (options.connect !== undefined) return options.connect();
  const { address, tls = {} } = options;
  const { host, port, url } = address;
  const secured = address.secure ? tlsOptions(address, tlsFor(tls, url), options) : {};
  if (address.webSocketTarget !== undefined) return webSocketStream(address, { ...options, tls: secured });
  if (!address.secure) return connectTcp({ host, port, noDelay: true });
  return connectTls({ ...secured, host, port }).setNoDelay(true);
}

/** A client of MQTT.js that neither reconnects nor queues. */
export function clientOptions(options: SessionOptions, protocolVersion: MqttVersion) {
  const { user, will } = options;
  return {
    protocolVersion,
    clientId: options.state.clientId,
    // Mosquitto 2.0 saves only sessions that were not begun with Clean Start, and nobody else has this client id.
    clean: protocolVersion !== 5 || sessionSecondsOf(options) === 0,
    keepalive: options.keepAliveSeconds,
    connectTimeout: options.connectTimeoutMs,
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
    ...(user === undefined ? {} : { username: user.name, password: user.password }),
    ...(will === undefined ? {} : { will: willOf(will, protocolVersion) }),
    ...(protocolVersion === 5 ? { properties: connectProperties(options) } : {}),
  };
}

/** Seconds for which the broker is to keep the session without a connection, with MQTT 5. */
export function sessionSecondsOf({ sessionExpirySeconds, will }: SessionOptions): number {
  // A session that ends publishes the will at once (MQTT 5.0 §3.1.2.5): it must outlive the delay.
  return Math.min(Math.max(sessionExpirySeconds, will?.delaySeconds ?? 0), 0xffff_ffff);
}

function connectProperties(options: SessionOptions) {
  return {
    sessionExpiryInterval: sessionSecondsOf(options),
    receiveMaximum: Math.min(options.receiveMaximum, 0xffff),
    topicAliasMaximum: Math.min(options.topicAliasMaximum, 0xffff),
    maximumPacketSize: options.maxBodyBytes + overheadBytes,
  };
}

function willOf({ topic, payload, retain, delaySeconds }: Will, protocolVersion: MqttVersion) {
  const will = { topic, payload: Buffer.from(payload), retain, qos: 1 as const };
  if (protocolVersion !== 5 || delaySeconds === 0) return will;
  return { ...will, properties: { willDelayInterval: delaySeconds } };
}
