import { RemoteError } from "@thingwright/errors";
import type { BacnetValue } from "../protocol/value.js";

/** Names of BACnetReliability (ASHRAE 135 §21); others go by number. */
const names: ReadonlyMap<number, string> = new Map([
  [0, "no-fault-detected"],
  [1, "no-sensor"],
  [2, "over-range"],
  [3, "under-range"],
  [4, "open-loop"],
  [5, "shorted-loop"],
  [6, "no-output"],
  [7, "unreliable-other"],
  [8, "process-error"],
  [9, "multi-state-fault"],
  [10, "configuration-error"],
  [12, "communication-failure"],
  [13, "member-fault"],
  [14, "monitored-object-fault"],
  [15, "tripped"],
]);

/** Status flags, in the order of their bits (§21, BACnetStatusFlags). */
export const statusFlags = ["inAlarm", "fault", "overridden", "outOfService"] as const;

/** Whether the flags say that the value is not to be trusted. */
export function isFaulty(flags: readonly BacnetValue[] | undefined): boolean {
  const [first] = flags ?? [];
  return first?.type === "bits" && first.value[statusFlags.indexOf("fault")] === true;
}

/** The error of a value that its own device calls faulty, with what it says why. */
export function faultyError(reliability: readonly BacnetValue[] | undefined): RemoteError {
  const [first] = reliability ?? [];
  const number = first?.type === "enumerated" ? first.value : undefined;
  const why = number === undefined ? "it does not say why" : (names.get(number) ?? `reliability ${number}`);
  return new RemoteError("WOT_REMOTE", `the device says that its value is faulty: ${why}`, { status: `fault/${why}` });
}
