import type { HttpExchange } from "../wire/http/http-exchange.js";
import type { Command, Interact, Notification, Reply } from "./command.js";
import type { CoapArrival } from "./probe-thing/coap-arrival.js";
import type { HttpArrival } from "./probe-thing/http-arrival.js";
import type { Place } from "./probe-thing/place.js";

/** A command and what came of it. */
export interface Answered {
  readonly command: Command;
  readonly reply: Reply;
}

/** What came of a trial: what the client sent, and what it told its user. */
export interface TrialRecord {
  readonly trial: string;
  readonly place: Place;
  readonly arrivals: readonly HttpArrival[];
  /** What came over CoAP. */
  readonly datagrams: readonly CoapArrival[];
  /** The first is that of `consume`. */
  readonly answered: readonly Answered[];
  readonly notifications: readonly Notification[];
  /** What the Thing asked the client, in its order. */
  readonly callbacks: readonly HttpExchange[];
  /** By name: what was waited for, and whether it happened. Absent where it did not come to that. */
  readonly events: Readonly<Record<string, boolean>>;
}

/** The reply to the first command of this name; `undefined` when it was not given. */
export function replyTo({ answered }: TrialRecord, command: Interact["do"] | "consume"): Reply | undefined {
  return answered.find((each) => each.command.do === command)?.reply;
}

/** Why the client did not go on: it refused the description, cannot do what it was told, or fell silent. */
export function obstacleIn({ answered }: TrialRecord): string | undefined {
  for (const { command, reply } of answered) {
    if (reply.kind === "unsupported") return `the client does not support ${command.do}: ${reply.message}`;
    if (reply.kind === "silent") return `no reply to ${command.do}: ${reply.message}`;
    if (reply.kind === "failed" && command.do === "consume")
      return `the client refuses the description: ${reply.message}`;
  }
  return undefined;
}
