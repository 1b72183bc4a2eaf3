import type { HostedDescription, ThingForms } from "@thingwright/contracts";
import { type PartialThingDescription, type ThingDescription, tdMediaType } from "@thingwright/td";
import type { Usable } from "./access/usable.js";
import { describe, offersAnything, withoutUnusable } from "./description.js";
import { etagOf } from "./etag.js";
import type { ThingPlan } from "./plan/thing-plan.js";

/** An exposed Thing as its description is written. */
export interface DescribedThing {
  readonly id: string;
  readonly plan: ThingPlan;
  /** What it says of itself alone. */
  readonly individual: PartialThingDescription;
  readonly forms: readonly ThingForms[];
  /** Of the terms in those Forms. */
  readonly prefixes: Readonly<Record<string, string>>;
}

/**
 * Its Thing Description with the Forms of all servers.
 *
 * @param mayUse - leaves out the Forms that its reader may not use; by default none
 */
export function documentOf(thing: DescribedThing, mayUse: Usable["mayUse"] = () => true): ThingDescription {
  const { metadata, properties, actions, events, access, authenticator } = thing.plan;
  return describe({
    init: { ...thing.individual, ...metadata },
    id: thing.id,
    properties,
    actions,
    events,
    forms: thing.forms,
    prefixes: thing.prefixes,
    access,
    security: { whole: authenticator, mayUse },
  });
}

/**
 * Its description for one reader.
 *
 * @param whole - for whoever may use everything
 * @throws {WotError} the refusal, when nothing may be used
 */
export function viewOf(
  thing: DescribedThing,
  { mayUse, refusal }: Usable,
  whole: () => HostedDescription,
): HostedDescription {
  if (refusal === undefined) return { ...whole(), isPersonal: true };
  const document = withoutUnusable(documentOf(thing, mayUse));
  if (!offersAnything(document) && offersAnything(documentOf(thing))) throw refusal;
  return { ...hosted(document), isPersonal: true };
}

/** `document` as it is sent. */
export function hosted(document: ThingDescription): HostedDescription {
  const body = new TextEncoder().encode(JSON.stringify(document));
  return { content: { contentType: tdMediaType, body }, etag: etagOf(body) };
}
