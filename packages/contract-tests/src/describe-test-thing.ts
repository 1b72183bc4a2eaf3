import type { HostedAction, HostedAffordance, HostedEvent, ThingForms } from "@thingwright/contracts";
import {
  type ActionAffordance,
  type EventAffordance,
  type Form,
  type PropertyAffordance,
  type ThingDescription,
  tdContext,
} from "@thingwright/td";
import type { TestProperty } from "./test-thing/test-property.js";
import type { TestThing } from "./test-thing/test-thing.js";

/** The Thing Description of a test Thing with the Forms of one server, and the prefixes of their terms. */
export function describeTestThing(
  thing: TestThing,
  forms: ThingForms,
  prefixes: Readonly<Record<string, string>> = {},
): ThingDescription {
  return {
    "@context": Object.keys(prefixes).length === 0 ? tdContext : [tdContext, prefixes],
    id: thing.id,
    title: thing.title,
    security: ["nosec_sc"],
    securityDefinitions: { nosec_sc: { scheme: "nosec" } },
    properties: describe(thing.properties, forms.properties, propertyTerms),
    actions: describe(thing.actions, forms.actions, actionTerms),
    events: describe(thing.events, forms.events, eventTerms),
    forms: forms.thing,
    ...(forms.links === undefined ? {} : { links: forms.links }),
  };
}

function describe<H extends HostedAffordance, A>(
  affordances: ReadonlyMap<string, H>,
  forms: ReadonlyMap<string, readonly Form[]>,
  terms: (affordance: H) => Omit<A, "forms">,
): Readonly<Record<string, A>> {
  const described = [...affordances].map(([name, affordance]) => {
    const uriVariables = Object.fromEntries(affordance.uriVariables);
    return [name, { ...terms(affordance), uriVariables, forms: forms.get(name) ?? [] }];
  });
  return Object.fromEntries(described);
}

const propertyTerms = (property: TestProperty): Omit<PropertyAffordance, "forms"> => ({
  type: property.type === "bytes" ? "string" : property.type,
  readOnly: property.readOnly,
  writeOnly: property.writeOnly,
  observable: property.observable,
});

const actionTerms = (action: HostedAction): Omit<ActionAffordance, "forms"> => ({ synchronous: action.synchronous });

const eventTerms = (_event: HostedEvent): Omit<EventAffordance, "forms"> => ({ data: { type: "string" } });
