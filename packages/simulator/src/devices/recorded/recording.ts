import type { DataSchema } from "@thingwright/td";

/** A message as a recording writes it: its payload is one of `text`, `json`, `hex` and `value`. */
export interface RecordedMessage {
  readonly topic: string;
  readonly text?: string;
  readonly json?: unknown;
  readonly hex?: string;
  /** Written by the codec of `contentType`. */
  readonly value?: unknown;
  readonly contentType?: string;
  /** Default 0. */
  readonly qos?: 0 | 1 | 2;
  /** Default false; of the will true. */
  readonly retain?: boolean;
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
}

/** What the device does at some moment. */
export interface Scene {
  /** Number of its line, from 1. */
  readonly line: number;
  readonly steps: readonly Step[];
}

/** What the device does when a message comes. Of those on one topic, the first that fits. */
export interface Reaction extends Scene {
  /** Topic filter. */
  readonly on: string;
  /** What the payload must match: the value of JSON text, otherwise the text itself. */
  readonly payload?: DataSchema;
  /** The payload is what the codec of this type reads. */
  readonly contentType?: string;
  /** What the state must match. */
  readonly if?: DataSchema;
}

/** The traffic of one device, read from a file: what it says by itself and what it answers. */
export interface Recording {
  /** What the device is, in words. */
  readonly device: string;
  /** Pages of the vendor that say how such a device behaves. */
  readonly sources: readonly string[];
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
}
