import {
  type Clock,
  type Content,
  type InboundRequest,
  type MaybePromise,
  newUuid,
  type ServerAuthenticator,
} from "@thingwright/contracts";
import type { DataSchema, Operation, ThingOperation } from "@thingwright/td";
import { type Admissions, admissionsTo } from "./access/admissions.js";
import { type Access, authenticatorOf } from "./access/thing-access.js";
import type { ExposedContext } from "./affordances/exposed-context.js";
import type { AllProperties } from "./all-properties.js";
import type { ViewEmitter } from "./emission/view-emitter.js";
import type { ExposeEnvironment } from "./expose-environment.js";
import type { ThingPlan } from "./plan/thing-plan.js";

/** What the affordances of one exposed Thing share: the Thing's own part of its environment. */
export class ThingContext implements ExposedContext {
  readonly #environment: ExposeEnvironment;
  readonly #plan: ThingPlan;
  readonly #thingId: string;
  /** Made when somebody asks for several properties at once. */
  all: AllProperties | undefined;
  /** Made when somebody subscribes to all events. */
  allEvents: ViewEmitter | undefined;

  constructor(environment: ExposeEnvironment, plan: ThingPlan, thingId: string) {
    this.#environment = environment;
    this.#plan = plan;
    this.#thingId = thingId;
  }

  get clock(): Clock {
    return this.#environment.clock;
  }

  get maxInvocations(): number {
    return this.#environment.limits.maxInvocations;
  }

  get maxStreamBytes(): number {
    return this.#environment.limits.maxStreamBytes;
  }

  authenticatorFor(access: Access | undefined, operation: Operation): ServerAuthenticator | undefined {
    return authenticatorOf(access, operation, this.#plan.authenticator);
  }

  /** Who judges whoever wants to carry out an operation on the whole Thing. */
  wholeAuthenticator(operation: ThingOperation): ServerAuthenticator | undefined {
    return this.authenticatorFor(this.#plan.access, operation);
  }

  /**
   * What whoever asks may do to each property, action or event.
   *
   * @param whole - the operation on all of them that it was admitted to
   */
  admissionsTo(
    kind: "properties" | "actions" | "events",
    operation: Operation,
    whole: ThingOperation,
    request: InboundRequest,
  ): MaybePromise<Admissions> {
    const usual = { whole: this.wholeAuthenticator(whole), thing: this.#plan.authenticator };
    return admissionsTo(this.#plan[kind].values(), operation, request, usual);
  }

  /** Names of the URI variables that the Thing declares for all of its affordances. */
  sharedVariables(): readonly string[] {
    return Object.keys(this.#plan.metadata.uriVariables ?? {});
  }

  propertyValues(): DataSchema {
    const properties = [...this.#plan.properties].map(([name, { affordance }]) => [name, affordance] as const);
    return { type: "object", properties: Object.fromEntries(properties) };
  }

  newId(): string {
    return newUuid();
  }

  hearsAllProperties(): boolean {
    return this.all?.isObserved === true;
  }

  propertyChanged(name: string, value: unknown, time: number): void {
    this.all?.changed(name, value, time);
  }

  hearsAllEvents(): boolean {
    return this.allEvents?.hasSubscribers === true;
  }

  eventHappened(name: string, data: unknown, time: number): void {
    const { anything } = this.#environment;
    const encode = (contentType: string): Content => anything.encode({ [name]: data ?? null }, contentType);
    this.allEvents?.emit(name, time, encode, data === undefined ? { isWithoutData: true } : {});
  }

  report(error: unknown): void {
    this.#environment.logger.error("a subscriber could not be told", { thing: this.#thingId, error });
  }

  settle(run: () => unknown): void {
    Promise.resolve()
      .then(run)
      .catch((error: unknown) => this.#environment.logger.error("a handler failed", { thing: this.#thingId, error }));
  }

  /** Ends what was about the whole Thing. */
  end(): void {
    this.all?.end();
    this.allEvents?.end();
    this.allEvents = undefined;
  }
}
