import type { DataSchema, MultiLanguage, PartialThingDescription, ThingModel } from "@thingwright/td";
import type { Member } from "./member.js";
import { outcomesSchema } from "./outcome.js";
import { derivedFrom, type SharedAffordances, type SharedProperty } from "./shared-affordances.js";

/** What a group or a scene is called, and what else its description says. */
export interface GroupingOptions {
  /** `id` of the Thing. */
  readonly id: string;
  readonly title: string;
  readonly titles?: MultiLanguage;
  /** Terms that its description has beside: security, links, support … */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** The schema of one list of Things. */
export const memberIds = {
  title: "Members",
  titles: { en: "Members", de: "Mitglieder" },
  description: "Identifiers of the Things that belong to it.",
  descriptions: { en: "Identifiers of the Things that belong to it.", de: "Kennungen der Things, die dazugehören." },
  type: "array",
  items: { type: "string", format: "uri" },
  readOnly: true,
  observable: true,
} as const;

/** What became of the latest thing that all were asked. */
export const latestOutcomes = {
  ...outcomesSchema,
  title: "Outcomes",
  titles: { en: "Outcomes", de: "Ergebnisse" },
  description: "What became, at each member, of the latest that they were asked.",
  descriptions: {
    en: "What became, at each member, of the latest that they were asked.",
    de: "Was an jedem Mitglied aus dem Letzten wurde, worum sie gebeten wurden.",
  },
  readOnly: true,
  observable: true,
} as const;

/** The description of a group: what its members share, and what is a group's own. */
export function groupInit(
  shared: SharedAffordances,
  model: ThingModel | undefined,
  { id, title, titles, more = {} }: GroupingOptions,
  members: readonly Member[] = [],
): PartialThingDescription {
  const { "@type": type } = model ?? {};
  const context = contextOf([
    ...(model === undefined ? [] : [model]),
    ...members.map(({ description }) => description),
  ]);
  const types = [type ?? []].flat().filter((each) => each !== "tm:ThingModel");
  return {
    "@context": context,
    ...(types.length > 0 && { "@type": types }),
    id,
    title,
    ...(titles !== undefined && { titles }),
    ...more,
    properties: { ...propertiesOf(shared), ...derivedOf(shared, model), ...ownProperties(shared) },
    actions: { ...actionsOf(shared), ...applyOf(shared) },
  } as PartialThingDescription;
}

/** The prefixes of all, so that units and types keep their meaning; of two for one prefix the first counts. */
function contextOf(documents: readonly { readonly "@context"?: unknown }[]): PartialThingDescription["@context"] {
  const prefixes = new Map<string, unknown>();
  for (const { "@context": context } of documents) {
    for (const part of [context].flat()) {
      if (typeof part !== "object" || part === null) continue;
      for (const [prefix, iri] of Object.entries(part)) if (!prefixes.has(prefix)) prefixes.set(prefix, iri);
    }
  }
  return [td11, { "@language": "en", ...Object.fromEntries(prefixes) }];
}

const td11 = "https://www.w3.org/2022/wot/td/v1.1";

function propertiesOf({ properties }: SharedAffordances): Record<string, object> {
  return Object.fromEntries([...properties].map(([name, property]) => [name, affordanceOf(property)]));
}

function affordanceOf({ schema, canRead, canWrite }: SharedProperty): object {
  return {
    ...schema,
    ...(!canWrite && { readOnly: true }),
    ...(canRead ? { observable: true } : { writeOnly: true }),
  };
}

/** `allOn` beside `on`. */
function derivedOf({ properties }: SharedAffordances, model: ThingModel | undefined): Record<string, object> {
  const names = Object.entries(model?.properties ?? {}).filter(([name]) => {
    const base = derivedFrom(name, model!);
    return base !== undefined && properties.get(base)?.canRead === true;
  });
  return Object.fromEntries(names.map(([name, schema]) => [name, { ...schema, readOnly: true, observable: true }]));
}

function ownProperties(shared: SharedAffordances): Record<string, object> {
  const values = Object.fromEntries([...shared.properties].map(([name, { schema }]) => [name, schema]));
  return {
    members: memberIds,
    mixed: {
      title: "Mixed",
      titles: { en: "Mixed", de: "Uneinheitlich" },
      description: "Names of the properties of which members have different values.",
      descriptions: {
        en: "Names of the properties of which members have different values.",
        de: "Namen der Eigenschaften, von denen Mitglieder verschiedene Werte haben.",
      },
      type: "array",
      items: { type: "string" },
      readOnly: true,
      observable: true,
    },
    memberStates: {
      title: "States of the members",
      titles: { en: "States of the members", de: "Zustände der Mitglieder" },
      description: "What each member has; without a value that cannot be had now.",
      descriptions: {
        en: "What each member has; without a value that cannot be had now.",
        de: "Was jedes Mitglied hat; ohne Werte, die jetzt nicht zu haben sind.",
      },
      type: "array",
      items: {
        type: "object",
        properties: {
          member: { type: "string", format: "uri" },
          title: { type: "string" },
          available: { type: "boolean" },
          values: { type: "object", properties: values },
        },
        required: ["member", "title", "available", "values"],
      },
      readOnly: true,
      observable: false,
    },
    outcomes: latestOutcomes,
  };
}

function actionsOf({ actions }: SharedAffordances): Record<string, object> {
  return Object.fromEntries([...actions].map(([name, { input }]) => [name, input === undefined ? {} : { input }]));
}

/** Sets several properties at once, and is answered with what became of it instead of with an error. */
function applyOf({ properties }: SharedAffordances): Record<string, object> {
  const writable = [...properties.values()].filter(({ canWrite }) => canWrite);
  if (writable.length === 0) return {};
  return {
    apply: {
      title: "Apply",
      titles: { en: "Apply", de: "Anwenden" },
      description: "Sets these properties of all members, and says of each what became of it.",
      descriptions: {
        en: "Sets these properties of all members, and says of each what became of it.",
        de: "Setzt diese Eigenschaften aller Mitglieder und sagt von jedem, was daraus wurde.",
      },
      input: {
        type: "object",
        properties: Object.fromEntries(writable.map(({ name, schema }) => [name, schema])),
        minProperties: 1,
        additionalProperties: false,
      } as DataSchema,
      output: outcomesSchema,
      idempotent: true,
      safe: false,
    },
  };
}
