import type { Servient } from "@thingwright/core";
import type { ThingDescription } from "@thingwright/td";

/** Something of a configuration that brings Things. */
export interface PartPlan {
  /** Tells it from the others, also when it has changed: `device urn:…`. */
  readonly key: string;
  /** All that it depends on, as text: while it is the same, the part goes on. */
  readonly content: string;
  /** Whether it may succeed later, because something that it needs was away. */
  readonly isRetried: boolean;
  /** @throws {WotError} when its Things cannot be offered */
  start(servient: Servient): Promise<RunningPart>;
}

/** A part whose Things are offered. */
export interface RunningPart {
  things(): Iterable<ThingDescription>;
  /** What of it is not offered, and why. */
  problems?(): Iterable<string>;
  /** Offers those Things anew whose settings have changed. Never rejects. */
  revise?(): Promise<void>;
  stop(): Promise<void>;
}
