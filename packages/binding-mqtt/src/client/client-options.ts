import { type Clock, type Logger, silent, systemClock } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import type { VersionChoice } from "../connection/open-best-session.js";
import type { TlsOptions } from "../connection/session-options.js";

/** Options of {@link mqttClient}; every one has a default. */
export interface MqttClientOptions {
  /** `auto` tries MQTT 5 and falls back to 3.1.1, and remembers which by broker. Default `"auto"`. */
  readonly protocolVersion?: VersionChoice | undefined;
  /** Begins every client id; letters, digits, `-` and `_`. Default `"tw"`. */
  readonly clientIdPrefix?: string | undefined;
  readonly tls?: TlsOptions | undefined;
  /** Largest payload that is taken in; larger messages are left out. Default 1 MiB. */
  readonly maxPayloadBytes?: number | undefined;
  /** Messages per connection that wait for it or for an acknowledgement. Default 1000. */
  readonly maxQueuedMessages?: number | undefined;
  /** Bytes per connection that the socket has not taken yet. Default 8 MiB. */
  readonly maxQueuedBytes?: number | undefined;
  /** Requests per connection that wait for their answer. Default 1000. */
  readonly maxPendingRequests?: number | undefined;
  /** Brokers × users that are connected to at once. Default 100. */
  readonly maxConnections?: number | undefined;
  /** Milliseconds from CONNECT to CONNACK. Default 10 000. */
  readonly connectTimeoutMs?: number | undefined;
  /** Milliseconds after which a connection that nobody uses is closed. Default 60 000. */
  readonly idleTimeoutMs?: number | undefined;
  /** Seconds between PINGREQs (MQTT 5.0 §3.1.2.10). Default 30. */
  readonly keepAliveSeconds?: number | undefined;
  /** Default 500. */
  readonly minReconnectDelayMs?: number | undefined;
  /** Default 30 000. */
  readonly maxReconnectDelayMs?: number | undefined;
  readonly clock?: Clock | undefined;
  readonly logger?: Logger | undefined;
  /** Uniform in [0, 1): spreads reconnects. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
}

export type ClientSettings = { readonly [K in keyof MqttClientOptions]-?: Exclude<MqttClientOptions[K], undefined> };

/** `options` with defaults. @throws {UsageError} WOT_RANGE, WOT_ARGUMENT */
export function clientSettings(options: MqttClientOptions): ClientSettings {
  const settings: ClientSettings = {
    protocolVersion: options.protocolVersion ?? "auto",
    clientIdPrefix: options.clientIdPrefix ?? "tw",
    tls: options.tls ?? {},
    maxPayloadBytes: positive("maxPayloadBytes", options.maxPayloadBytes ?? 1_048_576),
    maxQueuedMessages: positive("maxQueuedMessages", options.maxQueuedMessages ?? 1000),
    maxQueuedBytes: positive("maxQueuedBytes", options.maxQueuedBytes ?? 8_388_608),
    maxPendingRequests: positive("maxPendingRequests", options.maxPendingRequests ?? 1000),
    maxConnections: positive("maxConnections", options.maxConnections ?? 100),
    connectTimeoutMs: positive("connectTimeoutMs", options.connectTimeoutMs ?? 10_000),
    idleTimeoutMs: positive("idleTimeoutMs", options.idleTimeoutMs ?? 60_000),
    keepAliveSeconds: positive("keepAliveSeconds", options.keepAliveSeconds ?? 30),
    minReconnectDelayMs: positive("minReconnectDelayMs", options.minReconnectDelayMs ?? 500),
    maxReconnectDelayMs: positive("maxReconnectDelayMs", options.maxReconnectDelayMs ?? 30_000),
    clock: options.clock ?? systemClock,
    logger: options.logger ?? silent,
    random: options.random ?? Math.random,
  };
  if (!/^[\w-]*$/.test(settings.clientIdPrefix)) {
    throw new UsageError("WOT_ARGUMENT", "clientIdPrefix may hold letters, digits, - and _ only");
  }
  return settings;
}

/** `value`, when it is a whole number above 0. @throws {UsageError} WOT_RANGE */
export function positive(name: string, value: number): number {
  if (Number.isInteger(value) && value > 0) return value;
  throw new UsageError("WOT_RANGE", `${name} must be a whole number above 0`);
}
