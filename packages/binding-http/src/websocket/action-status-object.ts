import type { ActionStatus } from "@thingwright/contracts";
import type { ActionStatusObject } from "./message.js";

/** `status` in the words of the Web Thing Protocol. */
export function toStatusObject({ id, status, ...rest }: ActionStatus): ActionStatusObject {
  return { actionID: id, state: status, ...rest };
}

/**
 * `object` in the words of the Profile. The draft's own examples call the state `status` in one place, so that name is
 * understood too.
 */
export function fromStatusObject(object: ActionStatusObject): Omit<ActionStatus, "timeRequested"> {
  const { actionID, state, ...rest } = object;
  const { status = state } = object as { status?: ActionStatus["status"] };
  return { ...rest, id: actionID, status };
}
