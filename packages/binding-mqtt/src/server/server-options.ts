import { type Clock, systemClock } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import type { Broker } from "../broker/embedded-broker.js";
import { positive } from "../client/client-options.js";
import type { VersionChoice } from "../connection/open-best-session.js";
import type { TlsOptions } from "../connection/session-options.js";

/** Options of {@link mqttServer}; every one has a default. */
export interface MqttServerOptions {
  /** URL of a broker, or one that runs in this process. Default: an embedded one is started, and stopped at `stop`. */
  readonly broker?: string | Broker | undefined;
  /** Of the embedded broker; 0 for any that is free. Default 1883. */
  readonly port?: number | undefined;
  /** Of the embedded broker. Default `127.0.0.1`. */
  readonly address?: string | undefined;
  /** Broker URL for the Forms, where peers reach it under another one than this server. */
  readonly advertisedUrl?: string | undefined;
  /** Where all topics begin; levels of letters, digits, `.`, `_` and `-`. Default `"things"`. */
  readonly prefix?: string | undefined;
  /** For the connection to the broker. */
  readonly user?: { readonly name: string; readonly password: string } | undefined;
  readonly protocolVersion?: VersionChoice | undefined;
  readonly tls?: TlsOptions | undefined;
  /** Largest payload of a command. Default 1 MiB. */
  readonly maxPayloadBytes?: number | undefined;
  /** Largest value, output or event that is published. Default 1 MiB. */
  readonly maxOutputBytes?: number | undefined;
  /** Messages that wait for the broker's acknowledgement; beyond it states are conflated and events dropped. Default 1000. */
  readonly maxQueuedMessages?: number | undefined;
  /** Bytes that the socket has not taken yet, likewise. Default 8 MiB. */
  readonly maxQueuedBytes?: number | undefined;
  /** Commands that are carried out at once. Default 1000. */
  readonly maxPendingRequests?: number | undefined;
  /** Milliseconds after which a command is answered with a timeout. Default 60 000. */
  readonly requestTimeoutMs?: number | undefined;
  /** Milliseconds from CONNECT to CONNACK. Default 10 000. */
  readonly connectTimeoutMs?: number | undefined;
  /** Default 30. */
  readonly keepAliveSeconds?: number | undefined;
  /** Default 500. */
  readonly minReconnectDelayMs?: number | undefined;
  /** Default 30 000. */
  readonly maxReconnectDelayMs?: number | undefined;
  readonly clock?: Clock | undefined;
  /** Uniform in [0, 1). Default `Math.random`. */
  readonly random?: (() => number) | undefined;
}

type Optional = "broker" | "advertisedUrl" | "user";

export type ServerSettings = Pick<MqttServerOptions, Optional> & {
  readonly [K in Exclude<keyof MqttServerOptions, Optional>]-?: Exclude<MqttServerOptions[K], undefined>;
};

/** `options` with defaults. @throws {UsageError} WOT_RANGE, WOT_ARGUMENT */
export function serverSettings(options: MqttServerOptions): ServerSettings {
  const { broker, advertisedUrl, user, prefix = "things" } = options;
  if (!/^[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+){0,9}$/.test(prefix)) {
    throw new UsageError("WOT_ARGUMENT", "prefix must be up to ten levels of letters, digits, ., _ and -");
  }
  return {
    broker,
    advertisedUrl,
    user,
    prefix,
    port: options.port ?? 1883,
    address: options.address ?? "127.0.0.1",
    protocolVersion: options.protocolVersion ?? "auto",
    tls: options.tls ?? {},
    maxPayloadBytes: positive("maxPayloadBytes", options.maxPayloadBytes ?? 1_048_576),
    maxOutputBytes: positive("maxOutputBytes", options.maxOutputBytes ?? 1_048_576),
    maxQueuedMessages: positive("maxQueuedMessages", options.maxQueuedMessages ?? 1000),
    maxQueuedBytes: positive("maxQueuedBytes", options.maxQueuedBytes ?? 8_388_608),
    maxPendingRequests: positive("maxPendingRequests", options.maxPendingRequests ?? 1000),
    requestTimeoutMs: positive("requestTimeoutMs", options.requestTimeoutMs ?? 60_000),
    connectTimeoutMs: positive("connectTimeoutMs", options.connectTimeoutMs ?? 10_000),
    keepAliveSeconds: positive("keepAliveSeconds", options.keepAliveSeconds ?? 30),
    minReconnectDelayMs: positive("minReconnectDelayMs", options.minReconnectDelayMs ?? 500),
    maxReconnectDelayMs: positive("maxReconnectDelayMs", options.maxReconnectDelayMs ?? 30_000),
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
  };
}
