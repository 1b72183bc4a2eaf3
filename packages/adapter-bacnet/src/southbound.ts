import type { ThingDescription } from "@thingwright/td";
import { propertyId } from "./device/property-id.js";
import { statusFlags } from "./device/reliability.js";
import { objectText } from "./protocol/object-id.js";
import { valueSchema } from "./recognition/plain.js";
import type { Served } from "./recognition/served.js";
import type { Point } from "./survey/survey.js";

/** What Forms say that the device does not. */
export interface FormSettings {
  /** Priority of commands that do not have their own. */
  readonly priority: number;
  /** Time between two readings of the commands that an object has got: devices seldom tell of them. */
  readonly priorityPollMs: number;
}

/** How a part of device number `instance` is spoken to: ordinary `bacnet:` Forms with terms of the mapping. */
export function southboundOf(
  instance: number,
  served: readonly Served[],
  id: string,
  title: string,
  settings: FormSettings,
): ThingDescription {
  const device = `bacnet://${instance}/`;
  const properties: Record<string, object> = {};
  const actions: Record<string, object> = {};
  for (const [name, group] of byAffordance(served)) {
    const [first] = group;
    const affordance = affordanceOf(first!, group, device, settings);
    if (first!.kind === "action") actions[name] = affordance;
    else properties[name] = affordance;
  }
  const description = {
    "@context": [
      "https://www.w3.org/2022/wot/td/v1.1",
      {
        "@language": "en",
        map: "https://thingwright.org/ns/map#",
        qudtUnit: "http://qudt.org/vocab/unit/",
        bacv: "http://www.w3.org/2022/bacnet#",
        twb: "https://thingwright.org/ns/bacnet#",
      },
    ],
    id,
    title,
    securityDefinitions: { nosec: { scheme: "nosec" } },
    security: "nosec",
    properties,
    actions,
  };
  return description as unknown as ThingDescription;
}

/** What stands on the same of the same object is one affordance. */
function byAffordance(served: readonly Served[]): ReadonlyMap<string, readonly Served[]> {
  const groups = new Map<string, Served[]>();
  for (const each of served) {
    const { traits, object } = each.point;
    const name = `${traits.name}-${object.instance}-${each.source}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [each]);
    else group.push(each);
  }
  return groups;
}

function affordanceOf(first: Served, group: readonly Served[], device: string, settings: FormSettings): object {
  const { point, source, priority = settings.priority } = first;
  const href = `${device}${objectText(point.object)}`;
  const serves = { "map:serves": group.map(({ kind, name, terms }) => ({ [`map:${kind}`]: name, ...terms })) };
  switch (source) {
    case "value":
      return { title: point.name, ...valueSchema(point), ...serves, ...valueForms(first, href, priority) };
    case "status":
      return { title: `${point.name}: status`, ...serves, ...statusForms(href) };
    case "priorities":
      return { title: `${point.name}: priorities`, ...serves, ...prioritiesForms(href, settings) };
    case "relinquish":
      return {
        title: `${point.name}: relinquish`,
        safe: false,
        idempotent: true,
        ...serves,
        forms: [{ href: `${href}/85?commandPriority=${priority}`, op: "invokeaction", ...typed("Null") }],
      };
  }
}

const watching = ["readproperty", "observeproperty", "unobserveproperty"];

function valueForms({ point, isCommon }: Served, href: string, priority: number): object {
  const type = typed(point.traits.dataType, valueMap(point));
  const refusal = isCommon && point.hasStatusFlags ? { "twb:refuseFaulty": true } : {};
  const read = { href, op: watching, ...type, ...refusal };
  if (point.traits.role === "input") return { readOnly: true, observable: true, forms: [read] };
  const query = point.isCommandable ? `?commandPriority=${priority}` : "";
  return { observable: true, forms: [read, { href: `${href}${query}`, op: "writeproperty", ...type }] };
}

const statusForms = (href: string): object => ({
  type: "array",
  items: { type: "string", enum: statusFlags },
  readOnly: true,
  observable: true,
  forms: [
    {
      href: `${href}/${propertyId.statusFlags}`,
      op: watching,
      ...typed("BitString", entries([...statusFlags.entries()])),
    },
  ],
});

const prioritiesForms = (href: string, { priorityPollMs }: FormSettings): object => ({
  type: "array",
  readOnly: true,
  observable: true,
  forms: [
    {
      href: `${href}/${propertyId.priorityArray}`,
      op: watching,
      "bacv:hasDataType": { "@type": "bacv:SequenceOf", "bacv:hasMember": { "@type": "bacv:Any" } },
      "twb:pollingTime": priorityPollMs,
    },
  ],
});

const typed = (name: string, map?: readonly object[]) => ({
  "bacv:hasDataType": { "@type": `bacv:${name}`, ...(map !== undefined && { "bacv:hasValueMap": map }) },
});

/** What the numbers of a point mean. */
function valueMap({ traits, states }: Point): readonly object[] | undefined {
  if (traits.kind === "binary")
    return entries([
      [0, false],
      [1, true],
    ]);
  if (traits.kind !== "multi-state" || states.length === 0) return undefined;
  return entries(states.map((state, index) => [index + 1, state] as const));
}

const entries = (pairs: readonly (readonly [number, unknown])[]): readonly object[] =>
  pairs.map(([protocol, logical]) => ({ "bacv:hasProtocolVal": protocol, "bacv:hasLogicalVal": logical }));
