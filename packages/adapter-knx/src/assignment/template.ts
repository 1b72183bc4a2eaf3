import { groupAddressText } from "../bus/address.js";
import type { KnxProject } from "../project/knx-project.js";
import { assignProject } from "./assign.js";
import type { AssignedDevice } from "./assigned-device.js";
import type { Assignment } from "./assignment.js";
import type { Role } from "./role.js";

/**
 * What is made of a project, as a list for its owner to correct and give back: which address switches, which tells, what it
 * belongs to.
 */
export const assignmentTemplate = (project: KnxProject): readonly AssignedDevice[] =>
  assignProject(project).devices.map(deviceOf);

function deviceOf({ key, name, kind, members }: Assignment): AssignedDevice {
  const addresses: Partial<Record<Role, string>> = {};
  const others: string[] = [];
  for (const { role, address } of members) {
    const text = groupAddressText(address.address);
    if (role === undefined || addresses[role] !== undefined) others.push(text);
    else addresses[role] = text;
  }
  return { key, name, kind, addresses, ...(others.length > 0 && { others }) };
}
