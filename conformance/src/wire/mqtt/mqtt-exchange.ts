import type { Exchange, ProbeProblem } from "../wire.js";
import type { MqttMessage, MqttVersion } from "./mqtt-packet.js";
import type { MqttProperties } from "./mqtt-properties.js";

/** A subscription that is to be tried, on a connection of its own. */
export interface MqttRequest {
  /** `mqtt:` or `mqtts:` with the host and port of the broker. */
  readonly url: string;
  readonly filter: string;
  readonly qos: 0 | 1 | 2;
  /** Protocol level; 4, which is MQTT 3.1.1, by default. */
  readonly version?: MqttVersion;
}

/** A message that is to be published, on a connection of its own. */
export interface MqttPublication {
  readonly url: string;
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: 0 | 1;
  readonly isRetained: boolean;
}

/** What a broker said to a subscription: what is absent was not said. */
export interface MqttExchange extends Exchange {
  readonly wire: "mqtt";
  readonly request: MqttRequest;
  readonly connack?: {
    /** A reason code with MQTT 5. */
    readonly returnCode: number;
    readonly isSessionPresent: boolean;
    /** Absent where they are malformed, and without MQTT 5. */
    readonly properties?: MqttProperties;
  };
  readonly suback?: { readonly isOurs: boolean; readonly codes: readonly number[] };
  /** Messages on the filter, in order. */
  readonly messages: readonly MqttMessage[];
  /** Whether PINGREQ was answered. */
  readonly isPingAnswered?: boolean;
  /** Whether UNSUBSCRIBE was answered. */
  readonly isUnsubscribed?: boolean;
  /** Its reason codes; none before MQTT 5. */
  readonly unsuback?: { readonly codes: readonly number[] };
  readonly problem?: ProbeProblem;
}

/** What a broker said to a message. */
export interface MqttPublished extends Exchange {
  readonly wire: "mqtt";
  readonly publication: MqttPublication;
  /** Whether the broker has it. */
  readonly isTaken: boolean;
  /** With QoS 1. */
  readonly puback?: { readonly isOurs: boolean };
  readonly problem?: ProbeProblem;
}

/** Why there is nothing to judge: it could not be reached, or refused. */
export function obstacleIn({ problem, connack, suback }: MqttExchange): string | undefined {
  if (connack !== undefined && connack.returnCode !== 0)
    return `the broker refuses with the code ${connack.returnCode}`;
  if (problem !== undefined) return `no answer: ${problem.message}`;
  return suback === undefined ? "the broker does not answer the subscription" : undefined;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** A line for a POSIX shell that does the same with a client of mosquitto. `CA.pem` stands for the authorities that were given. */
export function mosquittoFor(request: MqttRequest | MqttPublication): string {
  const { url, qos } = request;
  const { hostname, port, protocol } = URL.canParse(url) ? new URL(url) : { hostname: "", port: "", protocol: "" };
  const isSecured = protocol === "mqtts:";
  const server = `-h ${hostname.replace(/^\[|\]$/g, "")} -p ${port || (isSecured ? 8883 : 1883)}${isSecured ? " --cafile CA.pem" : ""} -q ${qos}`;
  if ("filter" in request) {
    const version = request.version === 5 ? " -V mqttv5" : "";
    return `mosquitto_sub ${server}${version} -v -W 2 -t ${quoted(request.filter)}`;
  }
  const retain = request.isRetained ? " -r" : "";
  return `mosquitto_pub ${server}${retain} -t ${quoted(request.topic)} -m ${quoted(Buffer.from(request.payload).toString())}`;
}
