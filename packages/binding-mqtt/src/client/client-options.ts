import { type Clock, type Logger, limitsFrom, silent, systemClock } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import { checkedTls, type MqttClientTls } from "../connection/mqtt-tls.js";
import type { MqttVersionChoice } from "../connection/open-best-session.js";
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
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** Uniform in [0, 1): spreads attempts to reconnect. Default `Math.random`. */
  readonly random?: () => number;
}

/** The options with every default in its place. */
export interface ClientSettings extends MqttClientLimits, Required<Omit<MqttClientOptions, "limits">> {}

/** @throws {UsageError} WOT_RANGE for a limit out of range, WOT_ARGUMENT for an unusable `clientIdPrefix` or `tls` */
export function clientSettingsOf(options: MqttClientOptions): ClientSettings {
  const { clientIdPrefix = "tw" } = options;
  if (!/^[\w-]*$/.test(clientIdPrefix)) {
    throw new UsageError("WOT_ARGUMENT", "clientIdPrefix may hold letters, digits, - and _ only");
  }
  return {
    ...limitsFrom(defaultMqttClientLimits, options.limits),
    clientIdPrefix,
    protocolVersion: options.protocolVersion ?? "auto",
    tls: checkedTls(options.tls ?? {}),
    clock: options.clock ?? systemClock,
    logger: options.logger ?? silent,
    random: options.random ?? Math.random,
  };
}
