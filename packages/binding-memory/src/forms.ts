import {
  type HostedAffordance,
  type HostedProperty,
  type HostedThing,
  queryTemplate,
  type ThingForms,
  templateNames,
} from "@thingwright/contracts";
import type { Form, Operation } from "@thingwright/td";
import { formatAddress } from "./address.js";

/** The variable of `readmultipleproperties` that lists the names. */
export const namesVariable = "names";

/** The Forms that a memory server offers for a Thing. */
export function formsOf(thing: HostedThing, server: string): ThingForms {
  const at = (...segments: readonly string[]): string => formatAddress(server, thing.slug, ...segments);
  const all = <A extends HostedAffordance>(
    kind: string,
    affordances: ReadonlyMap<string, A>,
    operations: (affordance: A) => readonly Operation[],
  ): ReadonlyMap<string, readonly Form[]> =>
    new Map([...affordances].map(([name, a]) => [name, affordanceForms(a, at(kind, name), operations(a))]));
  return {
    properties: all("properties", thing.properties, propertyOperationsOf),
    actions: all("actions", thing.actions, () => ["invokeaction", "queryaction", "cancelaction"]),
    events: all("events", thing.events, () => ["subscribeevent", "unsubscribeevent"]),
    thing: thing.contentTypes.flatMap((contentType) => thingForms(contentType, at)),
  };
}

function affordanceForms(affordance: HostedAffordance, address: string, op: readonly Operation[]): readonly Form[] {
  const href = address + queryTemplate(templateNames(affordance.uriVariables));
  return affordance.contentTypes.map((contentType) => ({ href, contentType, op }));
}

function propertyOperationsOf(property: HostedProperty): readonly Operation[] {
  const op: Operation[] = [];
  if (!property.writeOnly) op.push("readproperty");
  if (!property.readOnly) op.push("writeproperty");
  if (property.observable) op.push("observeproperty", "unobserveproperty");
  return op;
}

function thingForms(contentType: string, at: (segment: string) => string): readonly Form[] {
  const properties = at("properties");
  return [
    { href: properties, contentType, op: ["readallproperties", "writeallproperties", "writemultipleproperties"] },
    { href: properties + queryTemplate([namesVariable]), contentType, op: "readmultipleproperties" },
    { href: properties, contentType, op: ["observeallproperties", "unobserveallproperties"] },
    { href: at("actions"), contentType, op: "queryallactions" },
    { href: at("events"), contentType, op: ["subscribeallevents", "unsubscribeallevents"] },
  ];
}
