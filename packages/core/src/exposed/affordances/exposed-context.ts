import type { Clock, ServerAuthenticator } from "@thingwright/contracts";
import type { Operation } from "@thingwright/td";
import type { Access } from "../access/thing-access.js";

/** What the affordances of one exposed Thing share. */
export interface ExposedContext {
  readonly clock: Clock;
  /** Most invocations of one asynchronous action that are remembered; the oldest ended ones give way. */
  readonly maxInvocations: number;
  /**
   * Who judges whoever wants to carry out `operation`; `undefined` where no credentials are asked for.
   *
   * @param access - of the affordance
   */
  authenticatorFor(access: Access | undefined, operation: Operation): ServerAuthenticator | undefined;
  newId(): string;
  /** Whether somebody observes all properties at once. */
  hearsAllProperties(): boolean;
  propertyChanged(name: string, value: unknown, time: number): void;
  /** Whether somebody subscribed to all events at once. */
  hearsAllEvents(): boolean;
  /** @param data - `undefined` where the event has none */
  eventHappened(name: string, data: unknown, time: number): void;
  /** Logs a failure that is nobody's to hear: a peer's write that an observer could not be told of. */
  report(error: unknown): void;
  /** Runs what nobody waits for; its failure is logged. */
  settle(run: () => unknown): void;
}
