import type {
  ActionStatus,
  Content,
  HostedDescription,
  HostedSubscription,
  HostedThing,
  InboundRequest,
  MaybePromise,
  Subscriber,
  ThingForms,
} from "@thingwright/contracts";
import { type PartialThingDescription, type ThingDescription, tdMediaType } from "@thingwright/td";
import { admit } from "./access.js";
import { AffordanceMap } from "./affordance-map.js";
import type { ActionPlan, EventPlan, PropertyPlan } from "./affordance-plan.js";
import { AllProperties } from "./all-properties.js";
import { describe } from "./description.js";
import { Emitter } from "./emitter.js";
import { etagOf } from "./etag.js";
import type { ExposeEnvironment } from "./expose-environment.js";
import { ExposedAction } from "./exposed-action.js";
import { ExposedEvent } from "./exposed-event.js";
import { ExposedProperty } from "./exposed-property.js";
import { type UnmetProfile, unmetProfiles } from "./profile-claims.js";
import { ThingContext } from "./thing-context.js";
import type { PlannedThing, ThingPlan } from "./thing-plan.js";

/** What tells one Thing of a Servient from all others. */
export interface ThingIdentity {
  readonly id: string;
  readonly slug: string;
}

/** An exposed Thing as server bindings see it: its affordances by name, and the operations on all of them. */
export class ThingHost implements HostedThing {
  readonly id: string;
  readonly slug: string;
  readonly properties: AffordanceMap<PropertyPlan, ExposedProperty>;
  readonly actions: AffordanceMap<ActionPlan, ExposedAction>;
  readonly events: AffordanceMap<EventPlan, ExposedEvent>;
  readonly #plan: ThingPlan;
  readonly #individual: PartialThingDescription;
  readonly #environment: ExposeEnvironment;
  readonly #context: ThingContext;
  #forms: readonly ThingForms[] = [];
  #prefixes: Readonly<Record<string, string>> = {};

  constructor({ plan, individual }: PlannedThing, { id, slug }: ThingIdentity, environment: ExposeEnvironment) {
    this.id = id;
    this.slug = slug;
    this.#plan = plan;
    this.#individual = individual;
    this.#environment = environment;
    const context = new ThingContext(environment, plan, id);
    this.#context = context;
    this.properties = new AffordanceMap(plan.properties, (property) => new ExposedProperty(property, context));
    this.actions = new AffordanceMap(plan.actions, (action) => new ExposedAction(action, context));
    this.events = new AffordanceMap(plan.events, (event) => new ExposedEvent(event, context));
  }

  get title(): string {
    return this.#individual.title;
  }

  get contentTypes(): readonly string[] {
    return this.#environment.contentTypes;
  }

  /** Whether the Thing asks its peers for credentials. */
  get isSecured(): boolean {
    return this.#plan.authenticator !== undefined;
  }

  /** Sets the Forms that servers offer, and the prefixes of their terms. */
  setForms(forms: readonly ThingForms[], prefixes: Readonly<Record<string, string>>): void {
    this.#forms = forms;
    this.#prefixes = prefixes;
    this.#environment.descriptions.delete(this);
  }

  /** The Thing Description with the Forms of all servers. Parts of it are shared: it must not be changed. */
  document(): ThingDescription {
    const { metadata, properties, actions, events } = this.#plan;
    return describe({
      init: { ...this.#individual, ...metadata },
      id: this.id,
      properties,
      actions,
      events,
      forms: this.#forms,
      prefixes: this.#prefixes,
    });
  }

  /** The profiles that it was produced with and that its description does not claim. */
  get unmetProfiles(): readonly UnmetProfile[] {
    const { profile } = this.#plan.metadata;
    return profile === undefined ? [] : unmetProfiles(profile, this.document(), this.#forms);
  }

  description(): HostedDescription {
    const { descriptions } = this.#environment;
    const known = descriptions.get(this);
    if (known !== undefined) return known;
    const body = new TextEncoder().encode(JSON.stringify(this.document()));
    const described = { content: { contentType: tdMediaType, body }, etag: etagOf(body) };
    descriptions.set(this, described);
    return described;
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
    this.#context.allEvents ??= new Emitter();
    const emitter = this.#context.allEvents;
    return admit(this.#plan.authenticator, request, () => emitter.add(subscriber, contentType));
  }

  queryAllActions(request: InboundRequest): MaybePromise<ReadonlyMap<string, readonly ActionStatus[]>> {
    return admit(this.#plan.authenticator, request, () => {
      return new Map([...this.actions].map(([name, action]) => [name, action.statuses()] as const));
    });
  }

  /** Ends all subscriptions and invocations. */
  end(): void {
    for (const property of this.properties.made()) property.end();
    for (const action of this.actions.made()) action.end();
    for (const event of this.events.made()) event.end();
    this.#context.end();
    this.#environment.descriptions.delete(this);
  }

  get #all(): AllProperties {
    this.#context.all ??= new AllProperties(
      this.properties,
      this.#environment.anything,
      this.contentTypes,
      this.#context,
    );
    return this.#context.all;
  }
}
