/** Whether `doc` is a Thing Model: its `@type` is or contains `tm:ThingModel` (TD 1.1 §9.2, `tm-identification`). */
export function isThingModel(doc: unknown): boolean {
  if (typeof doc !== "object" || doc === null || !Object.hasOwn(doc, "@type")) return false;
  const type = (doc as { readonly "@type": unknown })["@type"];
  return type === thingModelType || (Array.isArray(type) && type.includes(thingModelType));
}

/** The `@type` of every Thing Model. */
export const thingModelType = "tm:ThingModel";
