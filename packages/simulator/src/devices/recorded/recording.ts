import type { DataSchema } from "@thingwright/td";

/** What a recorded device speaks at one of its servers. */
export type RecordedProtocol = "mqtt" | "http" | "coap" | "modbus+tcp";

/** A payload as a recording writes it: at most one of `text`, `json`, `hex` and `value`. */
export interface RecordedPayload {
  readonly text?: string;
  readonly json?: unknown;
  readonly hex?: string;
  /** Written by the codec of `contentType`. */
  readonly value?: unknown;
  readonly contentType?: string;
}

/** A message that the device publishes. */
export interface RecordedMessage extends RecordedPayload {
  readonly topic: string;
  /** Default 0. */
  readonly qos?: 0 | 1 | 2;
  /** Default false; of the will true. */
  readonly retain?: boolean;
}

/** What the device answers to a request. */
export interface RecordedAnswer extends RecordedPayload {
  /** Of HTTP `200`, of CoAP `2.05`. */
  readonly status: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What is asked for goes on: an event stream, an observation. `notify` sends more. */
  readonly stream?: boolean;
}

/** More for all who have asked for what goes on at `target`. */
export interface RecordedNotification extends RecordedPayload {
  /** Placeholder of the server's URL; needed where several speak the protocol. */
  readonly server?: string;
  readonly target: string;
}

/** One thing that the device does: waits, looks at its state, changes it, says something; in this order. */
export interface Step extends Partial<RecordedMessage> {
  /** After the step before, in simulated milliseconds. Default 0. */
  readonly afterMs?: number;
  /** The step is left out when the state does not match. */
  readonly if?: DataSchema;
  /** What changes in the state, merged as RFC 7396 says. */
  readonly set?: unknown;
  /** Numbers of the state that become one more, by name, and what they do not reach: there they begin at 0 again. */
  readonly count?: Readonly<Record<string, number>>;
  /** Of a scene with `request`. */
  readonly answer?: RecordedAnswer;
  readonly notify?: RecordedNotification;
}

/** What the device does at some moment. */
export interface Scene {
  /** Number of its line, from 1. */
  readonly line: number;
  readonly steps: readonly Step[];
}

/** What must be so for the device to do something. */
interface Condition {
  /** What the payload must match: the value of JSON text, otherwise the text itself. */
  readonly payload?: DataSchema;
  /** The payload is what the codec of this type reads. */
  readonly contentType?: string;
  /** The payload, in hexadecimal digits, where neither text nor a codec can say it. */
  readonly hex?: string;
  /** What the state must match. */
  readonly if?: DataSchema;
  /** How many times it happens; then the next scene that fits does. */
  readonly times?: number;
}

/** What the device does when a message comes. Of those on one topic, the first that fits. */
export interface Reaction extends Scene, Condition {
  /** Topic filter. */
  readonly on: string;
}

/** What the device does when a request comes. Of those that are alike, the first that fits. */
export interface Exchange extends Scene, Condition {
  readonly request: RecordedRequest;
}

export interface RecordedRequest {
  /** Placeholder of the server's URL; needed where several speak the protocol. */
  readonly server?: string;
  /** Of HTTP and CoAP their own, `write` of Modbus. */
  readonly method: string;
  /** Path and query; of Modbus `unit/table/address`. The query of a request may have more. */
  readonly target: string;
}

/** The traffic of one device, read from a file: what it says by itself and what it answers. */
export interface Recording {
  /** What the device is, in words. */
  readonly device: string;
  /** Pages of the vendor that say how such a device behaves. */
  readonly sources: readonly string[];
  /** Protocols of its servers, by the placeholder that stands for the server's URL. */
  readonly servers: ReadonlyMap<string, RecordedProtocol>;
  /** Its Thing Description, in which the placeholders stand for the URLs. */
  readonly thing?: Readonly<Record<string, unknown>>;
  /** Values of the further placeholders. */
  readonly placeholders: Readonly<Record<string, string>>;
  /** What it remembers at first. */
  readonly state: Readonly<Record<string, unknown>>;
  /** What the broker says when the device is cut off. */
  readonly will?: RecordedMessage;
  /** Each time when it has connected, so many milliseconds later. */
  readonly timeline: readonly (Scene & { readonly atMs: number })[];
  /** Again and again while it is connected. */
  readonly periodic: readonly (Scene & { readonly everyMs: number })[];
  /** When somebody says so who stands before it: a button that is pressed, a door that is opened. */
  readonly cues: ReadonlyMap<string, Scene>;
  readonly reactions: readonly Reaction[];
  readonly exchanges: readonly Exchange[];
}
