/** Operations of a PropertyAffordance's Form (TD 1.1 §5.3.4.2). */
export const propertyOperations = ["readproperty", "writeproperty", "observeproperty", "unobserveproperty"] as const;
/** Operations of an ActionAffordance's Form. */
export const actionOperations = ["invokeaction", "queryaction", "cancelaction"] as const;
/** Operations of an EventAffordance's Form. */
export const eventOperations = ["subscribeevent", "unsubscribeevent"] as const;
/** Operations of a Form at the Thing itself. */
export const thingOperations = [
  "readallproperties",
  "writeallproperties",
  "readmultipleproperties",
  "writemultipleproperties",
  "observeallproperties",
  "unobserveallproperties",
  "queryallactions",
  "subscribeallevents",
  "unsubscribeallevents",
] as const;

export type PropertyOperation = (typeof propertyOperations)[number];
export type ActionOperation = (typeof actionOperations)[number];
export type EventOperation = (typeof eventOperations)[number];
export type ThingOperation = (typeof thingOperations)[number];

/** Every value of `op`, verbatim (`td-vocab-op--Form`). */
export type Operation = PropertyOperation | ActionOperation | EventOperation | ThingOperation;

/** Where a Form stands: in an affordance of one of the three kinds, or at the Thing. */
export type FormHolder = "property" | "action" | "event" | "thing";

/** The operation that `operation` ends, or itself. */
export const opened = (operation: Operation): Operation =>
  (operation.startsWith("un") ? operation.slice(2) : operation) as Operation;
