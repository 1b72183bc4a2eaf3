import type { WotError } from "@thingwright/errors";

/** What every call to the device may say. */
export interface SouthboundOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

/** How an observation tells what is not a value. */
export interface WatchOptions {
  readonly signal: AbortSignal;
  /** Longest wait until it is established. */
  readonly timeoutMs: number;
  /** Values that wait to be taken, at least 1; past that the oldest give way. */
  readonly maxQueued?: number;
  /** It is established: from here on, no value is missed. */
  readonly onReady: () => void;
  /** The connection is lost: values may be missing from here on. */
  readonly onInterrupted: (error: WotError) => void;
  readonly onResumed: () => void;
  /** A value came that cannot be read. */
  readonly onInvalid: (error: WotError) => void;
}

/** What a watch brings. */
export interface WatchedValues extends AsyncIterable<unknown> {
  /** How many values have given way, where that is known. */
  readonly missed?: number;
}

/**
 * A vendor's device by the names of its southbound Thing Description, in plain values. Fails with `WotError`s.
 *
 * A DataSchemaError of `write` or `invoke` is about the value that was to be sent, never about an answer: that is
 * ProtocolError there.
 */
export interface Southbound {
  read(name: string, options: SouthboundOptions): Promise<unknown>;
  write(name: string, value: unknown, options: SouthboundOptions): Promise<void>;
  invoke(name: string, input: unknown, options: SouthboundOptions): Promise<unknown>;
  /** Values of a property, or data of an event, over time; ends when the signal aborts. */
  watch(kind: "property" | "event", name: string, options: WatchOptions): WatchedValues;
}
