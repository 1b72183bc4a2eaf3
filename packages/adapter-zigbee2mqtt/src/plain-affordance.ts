import type { Feature } from "./feature.js";
import { booleanTerms, placeTerms } from "./recognition/terms.js";
import { describedBy, takenSchema } from "./value-schema.js";

/** A feature that no model knows, offered as the device has it. */
export interface PlainAffordance {
  readonly kind: "property" | "action" | "event";
  readonly name: string;
  readonly feature: Feature;
  readonly affordance: object;
  readonly terms: Readonly<Record<string, unknown>>;
}

/**
 * `feature` as an affordance of its own: what is published is a property, what can only be set an action, and a button's
 * `action` an event. Booleans are booleans, whatever the device calls them; other values stay as they are.
 *
 * @param name - of the affordance
 * @returns `undefined` for a feature that is neither published nor can be set
 */
export function plainAffordance(feature: Feature, name: string): PlainAffordance | undefined {
  if (feature.isPublished && feature.name === "action" && !feature.isSettable) return eventOf(feature, name);
  if (feature.isPublished) return propertyOf(feature, name);
  return feature.isSettable ? actionOf(feature, name) : undefined;
}

function propertyOf(feature: Feature, name: string): PlainAffordance {
  const { schema, terms } = dataOf(feature);
  const affordance = {
    ...describedBy(feature.expose),
    ...schema,
    observable: true,
    ...(!feature.isSettable && { readOnly: true }),
  };
  return { kind: "property", name, feature, affordance, terms };
}

function actionOf(feature: Feature, name: string): PlainAffordance {
  const { schema, terms } = dataOf(feature);
  const affordance = { ...describedBy(feature.expose), input: schema, safe: false };
  return { kind: "action", name, feature, affordance, terms };
}

function eventOf(feature: Feature, name: string): PlainAffordance {
  const affordance = { ...describedBy(feature.expose), data: takenSchema(feature.expose) };
  return { kind: "event", name, feature, affordance, terms: placeTerms(feature) };
}

function dataOf(feature: Feature) {
  const { expose } = feature;
  const place = placeTerms(feature);
  const boolean = expose.type === "binary" ? booleanTerms(feature) : undefined;
  if (boolean !== undefined) return { schema: { type: "boolean" }, terms: { ...place, ...boolean } };
  const {
    minimum: _,
    maximum: __,
    ...given
  } = takenSchema(expose) as { readonly minimum?: number; readonly maximum?: number };
  return { schema: feature.isSettable ? takenSchema(expose) : given, terms: place };
}
