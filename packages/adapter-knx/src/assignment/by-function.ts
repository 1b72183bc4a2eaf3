import { datapointType } from "../dpt/datapoint-types.js";
import type { KnxProject, ProjectAddress, ProjectFunction } from "../project/knx-project.js";
import type { Assignment, Member } from "./assignment.js";
import { kindOfFunction, roleInFunction } from "./function-roles.js";
import { roleByName } from "./names.js";
import { canHave } from "./role.js";

/** The devices that the functions of a project are. ETS says what most of their addresses do; names say the others. */
export function byFunction({ functions, addresses }: KnxProject): readonly Assignment[] {
  const byNumber = new Map(addresses.map((each) => [each.address, each]));
  return functions.flatMap((each) => {
    const members = each.members.flatMap(({ role, address }) => memberOf(each, role, byNumber.get(address)) ?? []);
    const key = each.id.slice(each.id.lastIndexOf("_") + 1);
    const kind = kindOfFunction(each.type) ?? "other";
    return members.length === 0 ? [] : [{ key, name: nameOf(each), kind, members }];
  });
}

function memberOf({ type }: ProjectFunction, named: string, address: ProjectAddress | undefined): Member | undefined {
  const known = address?.datapointType === undefined ? undefined : datapointType(address.datapointType);
  if (address === undefined || known === undefined || address.isSecured) return undefined;
  const role = roleInFunction(type, named) ?? roleByName(address.name, known.id);
  return { role: role !== undefined && canHave(role, known.id) ? role : undefined, address, type: known };
}

/** A lamp in the hall may be called just that, or `Lamp`. */
function nameOf({ name, spaces }: ProjectFunction): string {
  const room = spaces.at(-1) ?? "";
  return name.toLowerCase().includes(room.toLowerCase()) ? name : `${room} ${name}`;
}
