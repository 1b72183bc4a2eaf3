import type {
  ActionStatus,
  Content,
  HostedDescription,
  HostedSubscription,
  HostedThing,
  InboundRequest,
  MaybePromise,
  ServerAuthenticator,
  Subscriber,
  ThingForms,
} from "@thingwright/contracts";
import { type PartialThingDescription, type ThingDescription, tdMediaType } from "@thingwright/td";
import { ValueCodec } from "../value/value-codec.js";
import { admit } from "./access.js";
import type { ActionInit, EventInit, PropertyInit } from "./affordance-plan.js";
import { AllProperties } from "./all-properties.js";
import { describe } from "./description.js";
import { Emitter } from "./emitter.js";
import { etagOf } from "./etag.js";
import type { ExposeEnvironment } from "./expose-environment.js";
import { ExposedAction } from "./exposed-action.js";
import type { ExposedContext } from "./exposed-context.js";
import { ExposedEvent } from "./exposed-event.js";
import { ExposedProperty } from "./exposed-property.js";
import { type UnmetProfile, unmetProfiles } from "./profile-claims.js";

/** An exposed Thing as server bindings see it: its affordances by name, and the operations on all of them. */
export class ThingHost implements HostedThing {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly contentTypes: readonly string[];
  readonly properties = new Map<string, ExposedProperty>();
  readonly actions = new Map<string, ExposedAction>();
  readonly events = new Map<string, ExposedEvent>();
  /** Whether the Thing asks its peers for credentials. */
  readonly isSecured: boolean;
  readonly #init: PartialThingDescription;
  readonly #anything: ValueCodec;
  readonly #all: AllProperties;
  #allEvents = new Emitter();
  readonly #authenticator: ServerAuthenticator | undefined;
  #forms: readonly ThingForms[] = [];
  #prefixes: Readonly<Record<string, string>> = {};
  #described: HostedDescription | undefined;

  constructor(init: PartialThingDescription, id: string, slug: string, environment: ExposeEnvironment) {
    const { properties, actions, events, ...metadata } = init;
    this.#init = structuredClone(metadata);
    this.id = id;
    this.slug = slug;
    this.title = init.title;
    this.contentTypes = environment.contentTypes;
    this.#anything = new ValueCodec(environment.codecs, undefined);
    this.#authenticator = authenticatorOf(this.#init, environment);
    this.isSecured = this.#authenticator !== undefined;
    const context = this.#context(environment);
    for (const [name, property] of Object.entries<PropertyInit>(properties ?? {})) {
      this.properties.set(name, new ExposedProperty(name, environment.plans.property(property), context));
    }
    for (const [name, action] of Object.entries<ActionInit>(actions ?? {})) {
      this.actions.set(name, new ExposedAction(name, environment.plans.action(action), context));
    }
    for (const [name, event] of Object.entries<EventInit>(events ?? {})) {
      this.events.set(name, new ExposedEvent(name, environment.plans.event(event), context));
    }
    this.#all = new AllProperties(this.properties, this.#anything, this.contentTypes, context);
  }

  /** Sets the Forms that servers offer, and the prefixes of their terms. */
  setForms(forms: readonly ThingForms[], prefixes: Readonly<Record<string, string>>): void {
    this.#forms = forms;
    this.#prefixes = prefixes;
    this.#described = undefined;
  }

  /** The Thing Description with the Forms of all servers. */
  document(): ThingDescription {
    const { properties, actions, events } = this;
    return describe({
      init: this.#init,
      id: this.id,
      properties: plain(properties),
      actions: plain(actions),
      events: plain(events),
      forms: this.#forms,
      prefixes: this.#prefixes,
    });
  }

  /** The profiles that it was produced with and that its description does not claim. */
  get unmetProfiles(): readonly UnmetProfile[] {
    const { profile } = this.#init;
    return profile === undefined ? [] : unmetProfiles(profile, this.document(), this.#forms);
  }

  description(): HostedDescription {
    if (this.#described === undefined) {
      const body = new TextEncoder().encode(JSON.stringify(this.document()));
      this.#described = { content: { contentType: tdMediaType, body }, etag: etagOf(body) };
    }
    return this.#described;
  }

  readAllProperties(request: InboundRequest): MaybePromise<Content> {
    return this.#all.readAll(request);
  }

  readMultipleProperties(names: readonly string[], request: InboundRequest): MaybePromise<Content> {
    return this.#all.readMultiple(names, request);
  }

  writeMultipleProperties(request: InboundRequest): MaybePromise<void> {
    return this.#all.write(request, false);
  }

  writeAllProperties(request: InboundRequest): MaybePromise<void> {
    return this.#all.write(request, true);
  }

  observeAllProperties(request: InboundRequest, subscriber: Subscriber): MaybePromise<HostedSubscription> {
    return this.#all.observe(request, subscriber);
  }

  subscribeAllEvents(request: InboundRequest, subscriber: Subscriber): MaybePromise<HostedSubscription> {
    const contentType = request.accept ?? (this.contentTypes[0] as string);
    const emitter = this.#allEvents;
    return admit(this.#authenticator, request, () => emitter.add(subscriber, contentType));
  }

  queryAllActions(request: InboundRequest): MaybePromise<ReadonlyMap<string, readonly ActionStatus[]>> {
    return admit(this.#authenticator, request, () => {
      return new Map([...this.actions].map(([name, action]) => [name, action.statuses()] as const));
    });
  }

  /** Ends all subscriptions and invocations. */
  end(): void {
    for (const property of this.properties.values()) property.end();
    for (const action of this.actions.values()) action.end();
    for (const event of this.events.values()) event.end();
    this.#all.end();
    this.#allEvents.end();
    this.#allEvents = new Emitter();
  }

  #context(environment: ExposeEnvironment): ExposedContext {
    return {
      clock: environment.clock,
      maxStreamBytes: environment.limits.maxStreamBytes,
      maxInvocations: environment.limits.maxInvocations,
      authenticator: this.#authenticator,
      newId: () => crypto.randomUUID(),
      hearsAllProperties: () => this.#all.isObserved,
      propertyChanged: (name, value, time) => this.#all.changed(name, value, time),
      hearsAllEvents: () => this.#allEvents.hasSubscribers,
      eventHappened: (name, data, time) =>
        this.#allEvents.emit(time, (contentType) => this.#anything.encode({ [name]: data }, contentType)),
      report: (error) => environment.logger.error("a subscriber could not be told", { thing: this.id, error }),
      settle: (run) => {
        Promise.resolve()
          .then(run)
          .catch((error: unknown) => environment.logger.error("a handler failed", { thing: this.id, error }));
      },
    };
  }
}

function authenticatorOf(
  init: PartialThingDescription,
  environment: ExposeEnvironment,
): ServerAuthenticator | undefined {
  const { security, securityDefinitions } = init;
  if (security === undefined || securityDefinitions === undefined) return undefined;
  const names = typeof security === "string" ? [security] : security;
  return environment.security.server({ securityDefinitions }, names, environment.verifier);
}

function plain(affordances: ReadonlyMap<string, { readonly affordance: object }>): ReadonlyMap<string, object> {
  return new Map([...affordances].map(([name, { affordance }]) => [name, affordance] as const));
}
