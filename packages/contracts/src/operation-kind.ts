import type { Operation } from "@thingwright/td";

/** Whether a client carries `operation` out by `PreparedForm.subscribe`; all others are requests. */
export const isSubscribing = (operation: Operation): boolean => subscribing.has(operation);

/** Whether `operation` ends what a subscribing one began: `stop` of the subscription carries it out, and nothing else. */
export const isUnsubscribing = (operation: Operation): boolean => operation.startsWith("un");

const subscribing: ReadonlySet<Operation> = new Set<Operation>([
  "observeproperty",
  "observeallproperties",
  "subscribeevent",
  "subscribeallevents",
]);
