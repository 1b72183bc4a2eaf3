import {
  type Advertise,
  type Clock,
  checkAdvertised,
  limitsFrom,
  listeningPort,
  systemClock,
} from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import type { EmbeddedBroker } from "../broker/embedded-broker.js";
import type { MqttTls } from "../connection/mqtt-tls.js";
import type { MqttVersionChoice } from "../connection/open-best-session.js";
import type { WhenQueueFull } from "../connection/queue-limits.js";
import type { MqttServerUser } from "./broker-user.js";
import { defaultMqttServerLimits, type MqttServerLimits } from "./server-limits.js";

/** Options of {@link mqttServer}; every one has a default. */
export interface MqttServerOptions {
  /** URL of a broker (`mqtt:`, `mqtts:`, `ws:`, `wss:`), or one that runs in this process. Default: an embedded one is started, and stopped at `stop`. */
  readonly broker?: string | EmbeddedBroker;
  /** Of the embedded broker; 0 for any that is free. Default 1883. */
  readonly port?: number;
  /** Of the embedded broker. Default `127.0.0.1`. */
  readonly address?: string;
  /** Broker URL to put into Forms, when peers reach the broker under another one than this server; without a path, unless it is a WebSocket. */
  readonly baseUrl?: string;
  /**
   * Hosts by which peers are told to reach the embedded broker, of which the first stands in Forms; `"all"` for every
   * address of this machine but loopback. Default: `address`. Needed, or `baseUrl`, when that means all interfaces.
   */
  readonly advertise?: Advertise;
  readonly limits?: Partial<MqttServerLimits>;
  /** Where all topics begin; levels of letters, digits, `.`, `_` and `-`. Default `"things"`. */
  readonly prefix?: string;
  /**
   * Name of a group of servers, with one prefix, that expose the same Things: each command goes to one of them, by a shared
   * subscription (MQTT 5.0 §4.8.2). Letters, digits, `.`, `_` and `-`. Needs a broker that has them, given by its URL.
   * Default: none, and the server has its prefix for itself.
   */
  readonly sharedGroup?: string;
  /**
   * Subscriptions for commands: `"server"` for four filters with a wildcard in the place of the Thing, `"thing"` for four of
   * each Thing, where a broker grants no more than that. Default `"server"`, in a group always `"thing"`.
   */
  readonly subscriptions?: "server" | "thing";
  /**
   * What happens to an answer or an event beyond `maxQueuedMessages` and `maxQueuedBytes`: it is left out, or takes the place of
   * the oldest events of QoS 0 that wait, if there are any. Default `"drop-oldest"`.
   */
  readonly whenQueueFull?: WhenQueueFull;
  /** For the connection to a broker that is given by its URL. */
  readonly user?: MqttServerUser;
  /** `auto` tries MQTT 5 and falls back to 3.1.1. Default `"auto"`. */
  readonly protocolVersion?: MqttVersionChoice;
  /** For `mqtts:` and `wss:`. */
  readonly tls?: MqttTls;
  readonly clock?: Clock;
  /** Uniform in [0, 1): spreads attempts to reconnect. Default `Math.random`. */
  readonly random?: () => number;
}

type WithoutDefault = "broker" | "baseUrl" | "advertise" | "user" | "sharedGroup";

/** The options with every default in its place. */
export type ServerSettings = MqttServerLimits &
  Required<Omit<MqttServerOptions, WithoutDefault | "limits">> & {
    readonly [N in WithoutDefault]: MqttServerOptions[N] | undefined;
  };

/** @throws {UsageError} WOT_RANGE for a port or a limit out of range, WOT_ARGUMENT for an unusable `prefix` or `advertise` */
export function serverSettingsOf(options: MqttServerOptions): ServerSettings {
  const { broker, baseUrl, advertise, user, sharedGroup, prefix = "things", address = "127.0.0.1" } = options;
  if (broker === undefined) checkAdvertised({ address, advertise, baseUrl });
  if (!/^[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+){0,9}$/.test(prefix)) {
    throw new UsageError("WOT_ARGUMENT", "prefix must be up to ten levels of letters, digits, ., _ and -");
  }
  if (prefix.length > maxPrefixLength) {
    throw new UsageError("WOT_ARGUMENT", `prefix must be at most ${maxPrefixLength} characters long`);
  }
  checkGroup(options);
  const limits = limitsFrom(defaultMqttServerLimits, options.limits, mayBeZero);
  return {
    ...limits,
    // A broker hands shared messages to sessions without a connection too: those of a group must end with it.
    ...(sharedGroup === undefined ? {} : { willDelaySeconds: 0, sessionExpirySeconds: 0 }),
    sharedGroup,
    subscriptions: sharedGroup === undefined ? (options.subscriptions ?? "server") : "thing",
    broker,
    baseUrl,
    advertise,
    user,
    prefix,
    port: listeningPort(options.port ?? 1883),
    address,
    protocolVersion: options.protocolVersion ?? "auto",
    whenQueueFull: options.whenQueueFull ?? "drop-oldest",
    tls: options.tls ?? {},
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
  };
}

const mayBeZero = [
  "willDelaySeconds",
  "sessionExpirySeconds",
  "topicAliasMaximum",
  "settleMs",
  "republishMs",
] as const satisfies readonly (keyof MqttServerLimits)[];

/** Leaves room in a topic for all that follows. */
const maxPrefixLength = 1_000;

/** @throws {UsageError} WOT_ARGUMENT */
function checkGroup({ sharedGroup, subscriptions, broker }: MqttServerOptions): void {
  if (sharedGroup === undefined) return;
  if (!/^[A-Za-z0-9._-]{1,100}$/.test(sharedGroup)) {
    throw new UsageError("WOT_ARGUMENT", "sharedGroup must be up to 100 letters, digits, ., _ and -");
  }
  if (typeof broker !== "string") {
    throw new UsageError("WOT_ARGUMENT", "broker must be the URL of one with shared subscriptions for sharedGroup");
  }
  if (subscriptions === "server") {
    throw new UsageError("WOT_ARGUMENT", 'subscriptions must be "thing" in a group');
  }
}
