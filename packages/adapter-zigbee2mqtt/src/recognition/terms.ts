import { qudtUnitOf } from "@thingwright/mapping";
import type { Feature } from "../feature.js";

type Terms = Readonly<Record<string, unknown>>;

/** The place of `property` in a payload, as a JSON Pointer. */
export const pointerTo = (property: string): string => `/${property.replaceAll("~", "~0").replaceAll("/", "~1")}`;

/** Where a feature is in what the device gives and takes. */
export function placeTerms({ property, isPublished, isSettable }: Feature): Terms {
  const pointer = pointerTo(property);
  if (!isPublished) return { "map:put": pointer };
  return { "map:pick": pointer, ...(isSettable && { "map:via": "set", "map:put": pointer }) };
}

/**
 * Converts what a binary feature says into a boolean; `undefined` where its values cannot be told apart.
 *
 * @param whenOn - the boolean of its `value_on`
 */
export function booleanTerms({ expose: { value_on: on, value_off: off } }: Feature, whenOn = true): Terms | undefined {
  if (on === whenOn && off === !whenOn) return {};
  const [onText, offText] = [String(on), String(off)];
  const isTold = on !== undefined && off !== undefined && onText !== offText;
  return isTold ? { "map:enum": { [onText]: whenOn, [offText]: !whenOn } } : undefined;
}

/** Converts the unit of a feature; `undefined` for one that is none of `known`, of which the first is the model's. */
export function unitTerms({ expose }: Feature, known: readonly string[]): Terms | undefined {
  const unit = qudtUnitOf(expose.unit)?.slice("qudtUnit:".length);
  if (unit === undefined || !known.includes(unit)) return undefined;
  return unit === known[0] ? {} : { "map:unit": `qudtUnit:${unit}` };
}

/** Stretches the steps of a feature, from 0 to its largest, onto percent. */
export function percentTerms({ expose: { value_max: largest = 100 } }: Feature): Terms {
  return largest === 100 ? {} : { "map:range": { "map:vendor": [0, largest], "map:model": [0, 100] } };
}
