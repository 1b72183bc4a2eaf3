import {
  type ActionStatus,
  andThen,
  type Content,
  type HostedDescription,
  type HostedSubscription,
  type InboundRequest,
  type MaybePromise,
  type Subscriber,
  type ThingForms,
} from "@thingwright/contracts";
import type { Operation, PartialThingDescription, ThingDescription, ThingOperation } from "@thingwright/td";
import type { Admissions } from "./access/admissions.js";
import { admit } from "./access/admit.js";
import { isGuarded, usableBy } from "./access/usable.js";
import { AffordanceMap } from "./affordance-map.js";
import { ExposedAction } from "./affordances/exposed-action.js";
import { ExposedEvent } from "./affordances/exposed-event.js";
import { ExposedProperty } from "./affordances/exposed-property.js";
import { AllProperties } from "./all-properties.js";
import { type DescribedThing, documentOf, hosted, viewOf } from "./described-thing.js";
import { ViewEmitter } from "./emission/view-emitter.js";
import type { ExposeEnvironment } from "./expose-environment.js";
import type { ListedThing } from "./exposed-things.js";
import { LocalThing } from "./local-thing.js";
import type { ActionPlan, EventPlan, PropertyPlan } from "./plan/affordance-plan.js";
import type { PlannedThing, ThingPlan } from "./plan/thing-plan.js";
import { servedForms, type UnmetProfile, unmetProfiles } from "./profile/profile-claims.js";
import { ThingContext } from "./thing-context.js";

/** What tells one Thing of a Servient from all others. */
export interface ThingIdentity {
  readonly id: string;
  readonly slug: string;
}

/** An exposed Thing as server bindings see it: its affordances by name, and the operations on all of them. */
export class ThingHost implements ListedThing {
  readonly id: string;
  readonly slug: string;
  readonly properties: AffordanceMap<PropertyPlan, ExposedProperty>;
  readonly actions: AffordanceMap<ActionPlan, ExposedAction>;
  readonly events: AffordanceMap<EventPlan, ExposedEvent>;
  readonly #plan: ThingPlan;
  readonly #individual: PartialThingDescription;
  readonly #environment: ExposeEnvironment;
  readonly #context: ThingContext;
  #local: LocalThing | undefined;
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

  get local(): LocalThing {
    this.#local ??= new LocalThing(this);
    return this.#local;
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
    return documentOf(this.#described);
  }

  description(): HostedDescription;
  description(request: InboundRequest): MaybePromise<HostedDescription>;
  description(request?: InboundRequest): MaybePromise<HostedDescription> {
    const { descriptionAccess } = this.#environment;
    if (request === undefined || descriptionAccess === "open" || !isGuarded(this.#plan)) return this.#whole();
    if (descriptionAccess === "personal") {
      return andThen(usableBy(this.#plan, request), (usable) => viewOf(this.#described, usable, () => this.#whole()));
    }
    return admit(this.#plan.authenticator, request, () => ({ ...this.#whole(), isPersonal: true }));
  }

  #whole(): HostedDescription {
    const { descriptions } = this.#environment;
    const known = descriptions.get(this);
    if (known !== undefined) return known;
    const described = hosted(this.document());
    descriptions.set(this, described);
    return described;
  }

  get #described(): DescribedThing {
    return {
      id: this.id,
      plan: this.#plan,
      individual: this.#individual,
      forms: this.#forms,
      prefixes: this.#prefixes,
    };
  }

  /** The profiles that it was produced with and that its description does not claim. */
  get unmetProfiles(): readonly UnmetProfile[] {
    const { profile } = this.#plan.metadata;
    return profile === undefined ? [] : unmetProfiles(profile, this.document(), this.#forms.map(servedForms));
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

  observeMultipleProperties(
    names: readonly string[],
    request: InboundRequest,
    subscriber: Subscriber,
  ): MaybePromise<HostedSubscription> {
    return this.#all.observeMultiple(names, request, subscriber);
  }

  subscribeAllEvents(request: InboundRequest, subscriber: Subscriber): MaybePromise<HostedSubscription> {
    const contentType = request.accept ?? (this.contentTypes[0] as string);
    this.#context.allEvents ??= new ViewEmitter();
    const emitter = this.#context.allEvents;
    return this.#admit("subscribeallevents", request, ["events", "subscribeevent"], (admissions) => {
      admissions.admitted([...this.#plan.events.values()]);
      return emitter.add(subscriber, contentType, admissions.hidden);
    });
  }

  queryAllActions(request: InboundRequest): MaybePromise<ReadonlyMap<string, readonly ActionStatus[]>> {
    return this.#admit("queryallactions", request, ["actions", "queryaction"], (admissions) => {
      const actions = admissions.admitted([...this.actions.values()]);
      return new Map(actions.map((action) => [action.name, action.statuses()] as const));
    });
  }

  /** Lets whoever may carry out `whole` proceed, with what it may do to each affordance of a kind. */
  #admit<T>(
    whole: ThingOperation,
    request: InboundRequest,
    [kind, each]: readonly ["actions" | "events", Operation],
    next: (admissions: Admissions) => T,
  ): MaybePromise<T> {
    return admit(this.#context.wholeAuthenticator(whole), request, () =>
      andThen(this.#context.admissionsTo(kind, each, whole, request), next),
    );
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
