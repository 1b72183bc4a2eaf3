import type { Exchange, ProbeProblem } from "../wire.js";
import type { MqttMessage } from "./mqtt-packet.js";

/** A subscription that is to be tried, on a connection of its own. */
export interface MqttRequest {
  /** `mqtt:` with the host and port of the broker. */
  readonly url: string;
  readonly filter: string;
  readonly qos: 0 | 1 | 2;
}

/** What a broker said to it: what is absent was not said. */
export interface MqttExchange extends Exchange {
  readonly wire: "mqtt";
  readonly request: MqttRequest;
  readonly connack?: { readonly returnCode: number; readonly isSessionPresent: boolean };
  readonly suback?: { readonly isOurs: boolean; readonly codes: readonly number[] };
  /** Messages on the filter, in order. */
  readonly messages: readonly MqttMessage[];
  /** Whether PINGREQ was answered. */
  readonly isPingAnswered?: boolean;
  /** Whether UNSUBSCRIBE was answered. */
  readonly isUnsubscribed?: boolean;
  readonly problem?: ProbeProblem;
}

/** Why there is nothing to judge: it could not be reached, or refused. */
export function obstacleIn({ problem, connack, suback }: MqttExchange): string | undefined {
  if (connack !== undefined && connack.returnCode !== 0)
    return `the broker refuses with the code ${connack.returnCode}`;
  if (problem !== undefined) return `no answer: ${problem.message}`;
  return suback === undefined ? "the broker does not answer the subscription" : undefined;
}

/** A line for a POSIX shell that subscribes with mosquitto's client. */
export function mosquittoSubFor({ url, filter, qos }: MqttRequest): string {
  const { hostname, port } = URL.canParse(url) ? new URL(url) : { hostname: "", port: "" };
  return `mosquitto_sub -h ${hostname.replace(/^\[|\]$/g, "")} -p ${port || 1883} -q ${qos} -v -W 2 -t '${filter.replaceAll("'", "'\\''")}'`;
}
