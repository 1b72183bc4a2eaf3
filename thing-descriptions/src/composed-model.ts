import type { ThingModel } from "@thingwright/td";
import { partSource } from "./catalogue.js";
import type { PartName } from "./model-names.js";

/** An affordance that a Thing has beside those of its model, or that says more than there. */
export interface ComposedAffordance {
  readonly kind: "property" | "action" | "event";
  readonly name: string;
}

/** In words of the common API. */
export interface CommonAffordance extends ComposedAffordance {
  /** The part of the common API that has it, for Things whose model has not. */
  readonly part?: PartName;
  /** What it says differently for this device, as members that replace those of the model. */
  readonly narrowed?: Readonly<Record<string, unknown>>;
}

/** In the device's own words. */
export interface OwnAffordance extends ComposedAffordance {
  readonly affordance: object;
}

const membersOf = { property: "properties", action: "actions", event: "events" } as const;
const kinds = Object.keys(membersOf) as readonly ComposedAffordance["kind"][];

/** Whether `model` has the affordance itself. */
export const hasAffordance = (model: ThingModel, { kind, name }: ComposedAffordance): boolean =>
  Object.hasOwn(model[membersOf[kind]] ?? {}, name);

/** A model without affordances, for a Thing that no model of the common API fits. */
export const emptyModel = (title: string): ThingModel =>
  ({
    "@context": ["https://www.w3.org/2022/wot/td/v1.1", { "@language": "en", qudtUnit: "http://qudt.org/vocab/unit/" }],
    "@type": "tm:ThingModel",
    title,
  }) as unknown as ThingModel;

/**
 * `base` with what a device has beside it: in words of the common API where there are any, else in its own.
 *
 * @param common - each in `base`, or with the part that has it
 */
export function composedModel(
  base: ThingModel,
  common: readonly CommonAffordance[],
  own: readonly OwnAffordance[],
): ThingModel {
  const members = Object.fromEntries(
    kinds.flatMap((kind) => {
      const ofCommon = common.filter((each) => each.kind === kind).map((each) => [each.name, commonIn(base, each)]);
      const ofOwn = own.filter((each) => each.kind === kind).map((each) => [each.name, each.affordance]);
      const all = { ...base[membersOf[kind]], ...Object.fromEntries([...ofCommon, ...ofOwn]) };
      return Object.keys(all).length === 0 ? [] : [[membersOf[kind], all]];
    }),
  );
  return { ...base, ...members };
}

function commonIn(base: ThingModel, affordance: CommonAffordance): object {
  const { kind, name, part, narrowed } = affordance;
  const source = hasAffordance(base, affordance) ? base : partSource(part!);
  return { ...(source[membersOf[kind]] as Readonly<Record<string, object>>)[name], ...narrowed };
}

/** `wanted`, or another name where the common API has that for something else. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let number = 1; taken.has(name); number++)
    name = number === 1 ? `device_${wanted}` : `device_${wanted}_${number}`;
  return name;
}
