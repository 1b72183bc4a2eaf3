import { RecentlyUsed, type ServerAuthenticator } from "@thingwright/contracts";
import { ThingDescriptionError } from "@thingwright/errors";
import {
  actionOperations,
  declaredTerms,
  escapePointer,
  eventOperations,
  type FormHint,
  type Operation,
  type PartialThingDescription,
  type Prefixes,
  prefixesOf,
  propertyOperations,
  thingOperations,
} from "@thingwright/td";
import { demanding } from "../access/demand.js";
import { type Access, type SecurityEnvironment, ThingAccess } from "../access/thing-access.js";
import {
  type ActionInit,
  type ActionPlan,
  type AffordanceEnvironment,
  AffordancePlans,
  type EventInit,
  type EventPlan,
  type PropertyInit,
  type PropertyPlan,
} from "./affordance-plan.js";
import { checkInit } from "./init.js";

/** What Things of one model share; never changed. */
export interface ThingPlan {
  /** What the model says of its Things, without affordances. */
  readonly metadata: Partial<PartialThingDescription>;
  readonly properties: ReadonlyMap<string, PropertyPlan>;
  readonly actions: ReadonlyMap<string, ActionPlan>;
  readonly events: ReadonlyMap<string, EventPlan>;
  /** `undefined` where the Things ask for no credentials. */
  readonly authenticator: ServerAuthenticator | undefined;
  /** Of the operations on the whole Thing. */
  readonly access: Access | undefined;
}

/** One Thing of a model: the plan that it shares, and what it says of itself alone. */
export interface PlannedThing {
  readonly plan: ThingPlan;
  readonly individual: PartialThingDescription;
}

/** What plans of Things are compiled with. */
export interface PlanEnvironment extends AffordanceEnvironment, SecurityEnvironment {
  /** Prefixes of the servers' own vocabularies, for documents that do not declare them. */
  readonly prefixes?: Prefixes;
}

/** What the plan of a Thing is compiled from. Everything else, the title and the id above all, is each Thing's own. */
const modelMembers = [
  "@context",
  "@type",
  "version",
  "profile",
  "properties",
  "actions",
  "events",
  "uriVariables",
  "schemaDefinitions",
  "security",
  "securityDefinitions",
  "forms",
] as const satisfies readonly (keyof PartialThingDescription)[];

type Model = Pick<PartialThingDescription, (typeof modelMembers)[number]>;

/** Most models whose plans are kept for sharing. */
const maxSharedModels = 1_000;

/**
 * Compiles what `produce` gets, and shares the plans of equal models: of ten thousand Things made from one model, each
 * keeps its title and its id. Nothing of the document that it is given is kept: a later change of it has no effect.
 */
export class ThingPlans {
  readonly #environment: PlanEnvironment;
  readonly #affordances: AffordancePlans;
  readonly #shared = new RecentlyUsed<string, ThingPlan>(maxSharedModels);

  constructor(environment: PlanEnvironment) {
    this.#environment = environment;
    this.#affordances = new AffordancePlans(environment);
  }

  /** @throws {ThingDescriptionError} WOT_TD_INVALID */
  of(init: PartialThingDescription): PlannedThing {
    if (typeof init !== "object" || init === null) checkInit(init);
    const [model, individual] = parted(init);
    const key = jsonOf(model, init);
    const known = this.#shared.get(key);
    // What the Things of a model have in common has been judged with the first of them.
    checkInit(known === undefined ? init : individual);
    const plan = known ?? this.#compile(JSON.parse(key));
    if (known === undefined) this.#shared.set(key, plan);
    return { plan, individual: JSON.parse(jsonOf(individual, init)) };
  }

  #compile({ properties = {}, actions = {}, events = {}, forms, ...metadata }: Model): ThingPlan {
    const plans = this.#affordances;
    const access = new ThingAccess(metadata, this.#environment);
    const prefixes = prefixesOf(metadata["@context"], this.#environment.prefixes ?? {});
    const plan = {
      metadata,
      properties: mapped<PropertyInit, PropertyPlan>(properties, (name, each) =>
        withDeclared(
          withAccess(plans.property(name, each), access, each, propertyOperations, "properties"),
          each,
          prefixes,
        ),
      ),
      actions: mapped<ActionInit, ActionPlan>(actions, (name, each) =>
        withDeclared(withAccess(plans.action(name, each), access, each, actionOperations, "actions"), each, prefixes),
      ),
      events: mapped<EventInit, EventPlan>(events, (name, each) =>
        withDeclared(withAccess(plans.event(name, each), access, each, eventOperations, "events"), each, prefixes),
      ),
      authenticator: access.authenticator,
      access: access.of(forms, thingOperations, ""),
    };
    requireDistinctVariables(plan, access.uriVariables());
    return plan;
  }
}

/** `plan`, which other models may share, with what its Forms ask in this one. */
function withAccess<P extends { readonly name: string }>(
  plan: P,
  access: ThingAccess,
  { forms }: { readonly forms?: readonly FormHint[] },
  operations: readonly Operation[],
  kind: string,
): P {
  const own = access.of(forms, operations, `/${kind}/${escapePointer(plan.name)}`);
  return own === undefined ? plan : { ...plan, access: own };
}

/** `plan`, which documents with other prefixes may share, with what the affordance says in the vocabularies of bindings. */
function withDeclared<P extends object>(
  plan: P,
  affordance: { readonly forms?: readonly FormHint[] },
  prefixes: Prefixes,
): P {
  const declared = declaredTerms(affordance, prefixes);
  return declared === undefined ? plan : { ...plan, declared };
}

/** @throws {ThingDescriptionError} WOT_TD_INVALID */
function requireDistinctVariables({ metadata, ...plan }: ThingPlan, secret: ReadonlySet<string>): void {
  if (secret.size === 0) return;
  const affordances = [...plan.properties.values(), ...plan.actions.values(), ...plan.events.values()];
  const declared = affordances.flatMap(({ uriVariables }) => [...uriVariables.keys()]);
  const doubled = [...declared, ...Object.keys(metadata.uriVariables ?? {}), "names"].find((name) => secret.has(name));
  if (doubled === undefined) return;
  throw new ThingDescriptionError("WOT_TD_INVALID", `the URI variable "${doubled}" is taken for credentials`, {
    assertion: "td-security-uri-variables-distinct",
  });
}

function parted(init: PartialThingDescription): [Model, PartialThingDescription] {
  const { forms, base: _b, ...rest } = init;
  const individual: Record<string, unknown> = rest;
  const demands = demanding(forms);
  if (demands.length > 0) individual.forms = demands;
  const model: Record<string, unknown> = {};
  for (const member of modelMembers) {
    if (!Object.hasOwn(individual, member)) continue;
    model[member] = individual[member];
    delete individual[member];
  }
  return [model, individual as unknown as PartialThingDescription];
}

/** `part` of `init` as JSON text. @throws {ThingDescriptionError} WOT_TD_INVALID when it is none */
function jsonOf(part: object, init: PartialThingDescription): string {
  try {
    return JSON.stringify(part);
  } catch (cause) {
    checkInit(init);
    throw new ThingDescriptionError("WOT_TD_INVALID", "a Thing Description must be JSON", { cause });
  }
}

function mapped<A, P>(members: Readonly<Record<string, A>>, plan: (name: string, affordance: A) => P): Map<string, P> {
  return new Map(Object.entries(members).map(([name, affordance]) => [name, plan(name, affordance)] as const));
}
