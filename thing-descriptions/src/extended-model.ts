import type { ThingModel } from "@thingwright/td";
import { partSource } from "./catalogue.js";
import type { PartName } from "./model-names.js";

/** An affordance that a device has, in words of the common API or in its own. */
export interface DeviceAffordance {
  readonly kind: "property" | "action" | "event";
  readonly name: string;
  /** The part of the common API that has it, for Things whose model has not. */
  readonly part?: PartName;
  /** What the common API's affordance says differently for this device, as a merge patch. */
  readonly narrowed?: Readonly<Record<string, unknown>>;
  /** The affordance itself, where it is the device's own. */
  readonly affordance?: object;
}

const membersOf = { property: "properties", action: "actions", event: "events" } as const;

/** Whether `affordance` can be offered beside what `model` has: the model, a part or the device describes it. */
export const isDescribed = (model: ThingModel, affordance: DeviceAffordance): boolean =>
  affordance.affordance !== undefined || affordance.part !== undefined || has(model, affordance);

/** `model` with what the device has beside it, in words of the common API where there are any, else in its own. */
export function extendedModel(model: ThingModel, affordances: readonly DeviceAffordance[]): ThingModel {
  const members = Object.fromEntries(
    (["property", "action", "event"] as const).flatMap((kind) => {
      const place = membersOf[kind];
      const own = affordances.filter((each) => each.kind === kind).map((each) => [each.name, described(model, each)]);
      const all = { ...model[place], ...Object.fromEntries(own) };
      return Object.keys(all).length === 0 ? [] : [[place, all]];
    }),
  );
  return { ...model, ...members };
}

/** A model without affordances, for a device that none of the common API fits. */
export const emptyModel = (title: string): ThingModel => ({
  "@context": [
    "https://www.w3.org/2022/wot/td/v1.1",
    {
      "@language": "en",
      brick: "https://brickschema.org/schema/Brick#",
      qudtUnit: "http://qudt.org/vocab/unit/",
      schema: "https://schema.org/",
    },
  ],
  "@type": "tm:ThingModel",
  title,
});

/** `wanted`, or a name made of it that is not among `taken`: the common API has that for something else. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let number = 1; taken.has(name); number++)
    name = number === 1 ? `device_${wanted}` : `device_${wanted}_${number}`;
  return name;
}

const has = (model: ThingModel, { kind, name }: DeviceAffordance): boolean =>
  Object.hasOwn(model[membersOf[kind]] ?? {}, name);

function described(model: ThingModel, own: DeviceAffordance): object {
  if (own.affordance !== undefined) return own.affordance;
  const { kind, name, part, narrowed } = own;
  const source = has(model, own) ? model : partSource(part!);
  return { ...(source[membersOf[kind]] as Readonly<Record<string, object>>)[name], ...narrowed };
}
