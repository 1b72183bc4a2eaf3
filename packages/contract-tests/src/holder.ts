import {
  actionOperations,
  eventOperations,
  type FormHolder,
  type Operation,
  propertyOperations,
} from "@thingwright/td";

const holders: ReadonlyMap<Operation, FormHolder> = new Map<Operation, FormHolder>([
  ...propertyOperations.map((operation) => [operation, "property"] as const),
  ...actionOperations.map((operation) => [operation, "action"] as const),
  ...eventOperations.map((operation) => [operation, "event"] as const),
]);

/** Where the Forms of an operation stand. */
export const holderOf = (operation: Operation): FormHolder => holders.get(operation) ?? "thing";

/** Operations that only end a subscription: `RemoteSubscription.stop` carries them out, `prepare` is not asked. */
export const endingOperations: readonly Operation[] = [
  "unobserveproperty",
  "unobserveallproperties",
  "unsubscribeevent",
  "unsubscribeallevents",
];

/** Operations that are carried out by `PreparedForm.subscribe`. */
export const subscribingOperations: readonly Operation[] = [
  "observeproperty",
  "observeallproperties",
  "subscribeevent",
  "subscribeallevents",
];
