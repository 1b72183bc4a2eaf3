import { type Clock, type Logger, limitsFrom, silent, systemClock } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import type { WhileDisconnected } from "../connection/broker-connection.js";
import { checkedTls, type MqttClientTls } from "../connection/mqtt-tls.js";
import type { MqttVersionChoice } from "../connection/open-best-session.js";
import type { WhenQueueFull } from "../connection/queue-limits.js";
import { faultOfTopicFilter, sharedFilter } from "../topic/topic-name.js";
import { defaultMqttClientLimits, type MqttClientLimits } from "./client-limits.js";

/** Options of {@link mqttClient}; every one has a default. */
export interface MqttClientOptions {
  readonly limits?: Partial<MqttClientLimits>;
  /** `auto` tries MQTT 5 and falls back to 3.1.1, and remembers which by broker. Default `"auto"`. */
  readonly protocolVersion?: MqttVersionChoice;
  /** Begins every client id; letters, digits, `-` and `_`. Default `"tw"`. */
  readonly clientIdPrefix?: string;
  /** For `mqtts:` and `wss:`. */
  readonly tls?: MqttClientTls;
  /**
   * Has events shared with all clients that name the same group: each goes to one of them (MQTT 5.0 §4.8.2). Brokers with
   * MQTT 3.1.1 that do not know shared subscriptions send nothing then. Default: every client hears every event.
   */
  readonly sharedGroup?: string;
  /**
   * What becomes of a message while a connection that was there is lost: it waits for the next one until its deadline, or
   * fails when that cannot be made at once. Default `"wait"`.
   */
  readonly whileDisconnected?: WhileDisconnected;
  /**
   * What happens to a message beyond `maxQueuedMessages` and `maxQueuedBytes`: it is refused, or takes the place of the oldest
   * ones of QoS 0 that have not been sent, if there are any. Default `"reject"`.
   */
  readonly whenQueueFull?: WhenQueueFull;
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** Uniform in [0, 1): spreads attempts to reconnect. Default `Math.random`. */
  readonly random?: () => number;
}

/** The options with every default in its place. */
export interface ClientSettings extends MqttClientLimits, Required<Omit<MqttClientOptions, "limits" | "sharedGroup">> {
  readonly sharedGroup: string | undefined;
}

/** @throws {UsageError} WOT_RANGE for a limit out of range, WOT_ARGUMENT for an unusable `clientIdPrefix`, `sharedGroup` or `tls` */
export function clientSettingsOf(options: MqttClientOptions): ClientSettings {
  const { clientIdPrefix = "tw", sharedGroup } = options;
  if (!/^[\w-]*$/.test(clientIdPrefix)) {
    throw new UsageError("WOT_ARGUMENT", "clientIdPrefix may hold letters, digits, - and _ only");
  }
  if (sharedGroup?.includes("/") || (sharedGroup !== undefined && faultOfTopicFilter(sharedFilter(sharedGroup, "#")))) {
    throw new UsageError("WOT_ARGUMENT", "sharedGroup is one level of a topic without wildcards");
  }
  const limits = limitsFrom(defaultMqttClientLimits, options.limits, mayBeZero);
  return {
    ...limits,
    // Other members of the group must not wait for what is kept for this one.
    sessionExpirySeconds: sharedGroup === undefined ? limits.sessionExpirySeconds : 0,
    clientIdPrefix,
    protocolVersion: options.protocolVersion ?? "auto",
    tls: checkedTls(options.tls ?? {}),
    sharedGroup,
    whileDisconnected: options.whileDisconnected ?? "wait",
    whenQueueFull: options.whenQueueFull ?? "reject",
    clock: options.clock ?? systemClock,
    logger: options.logger ?? silent,
    random: options.random ?? Math.random,
  };
}

const mayBeZero = ["requestRepeatMs", "sessionExpirySeconds", "topicAliasMaximum"] as const;
