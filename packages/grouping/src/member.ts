import type { MaybePromise } from "@thingwright/contracts";
import type { ThingDescription } from "@thingwright/td";

/** Options of one request to a member. */
export interface MemberOptions {
  readonly signal: AbortSignal;
}

/**
 * A Thing that belongs to a group or a scene, as these speak to it. Fails with `WotError`s, and at once when it is known to be
 * away.
 */
export interface Member {
  readonly id: string;
  readonly title: string;
  /** What it has, in words of the common API. */
  readonly description: ThingDescription;
  read(name: string, options: MemberOptions): MaybePromise<unknown>;
  write(name: string, value: unknown, options: MemberOptions): MaybePromise<void>;
  invoke(name: string, input: unknown, options: MemberOptions): MaybePromise<unknown>;
  /**
   * Calls `changed`, which does not throw, whenever one of these properties may have another value.
   *
   * @returns what ends that; idempotent
   */
  follow(names: readonly string[], changed: (name: string) => void): () => void;
}
