import type { ClientBinding, MaybePromise, ServerBinding } from "@thingwright/contracts";

/** All that the suite has to know of a binding. */
export interface BindingSetup {
  /** Short name for the titles. */
  readonly name: string;
  /**
   * A new server, not started: on loopback, at an address that is free (port 0), with nothing shared between two
   * calls. Called once while tests are collected, to see the manifest, and once or more in each check.
   */
  readonly server: () => ServerBinding;
  /** A new client that reaches those servers. Called like `server`. */
  readonly client: () => ClientBinding;
  /** A new server that wants the address at which `running` listens; absent when addresses cannot be taken. */
  readonly serverAt?: (running: ServerBinding) => ServerBinding;
  /**
   * Breaks the connections of clients with `running`, which itself lives on, and keeps new ones from being made until
   * the returned function is called; absent when there are no connections to break.
   */
  readonly cut?: (running: ServerBinding) => MaybePromise<() => MaybePromise<void>>;
  /** The limit of `server()` on bodies; absent when the binding itself has none. */
  readonly maxBodyBytes?: number;
  /**
   * What may be skipped for something later: values of one property that is observed (CoAP), or any notification. Default
   * false: nothing.
   */
  readonly mayConflate?: boolean | "property";
  /** True when a client cannot know whether anybody listens (UDP): a dead peer may then show as TimeoutError. */
  readonly connectionless?: boolean;
  /** What this binding does not do, by the id of the check, with the reason. Shown as skipped, never in silence. */
  readonly gaps?: Readonly<Record<string, string>>;
  /** How long a check waits for what must come, in milliseconds. Default 2000. */
  readonly patienceMs?: number;
}

export const defaultPatienceMs = 2000;
