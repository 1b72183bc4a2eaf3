import { groupAddressText } from "../bus/address.js";
import { datapointType } from "../dpt/datapoint-types.js";
import type { ProjectAddress } from "../project/knx-project.js";
import type { Assignment, DeviceKind, Member } from "./assignment.js";
import { baseOfName, roleByName, switchedBy, titleOfName } from "./names.js";
import type { Role } from "./role.js";

/** What devices have together: a lamp and a blind of one name are two. */
type Family = "light" | "blind" | "room" | "scene" | "other";

const families: readonly (readonly [Family, RegExp])[] = [
  ["light", /^(switch|dim|brightness|colour|hue|saturation)/],
  ["blind", /^(move|stop|position|slats)/],
  ["scene", /^scene$/],
];

const familyOf = (role: Role | undefined): Family =>
  role === undefined ? "other" : (families.find(([, pattern]) => pattern.test(role))?.[0] ?? "room");

/**
 * The devices that addresses are by their names and types: those whose names are the same but for the words that say what each
 * does. An address whose meaning is not sure is offered as it is, with its neighbours of the same group.
 */
export function byName(addresses: readonly ProjectAddress[]): readonly Assignment[] {
  const groups = new Map<string, Member[]>();
  for (const address of addresses) {
    const type = address.datapointType === undefined ? undefined : datapointType(address.datapointType);
    if (type === undefined || address.isSecured) continue;
    const named = roleByName(address.name, type.id);
    const base = baseOfName(address.name);
    const isKnown = named !== undefined && base !== "";
    const member: Member = { role: isKnown ? named : undefined, address, type };
    const key = isKnown ? `${familyOf(named)} ${base}` : `other ${address.ranges.join("/")}`;
    groups.set(key, [...(groups.get(key) ?? []), member]);
  }
  return [...groups].map(([key, members]) => assignmentOf(key.split(" ")[0] as Family, members));
}

function assignmentOf(family: Family, members: readonly Member[]): Assignment {
  const [first] = members as readonly [Member];
  const { address } = first;
  const title = family === "other" ? address.ranges.join(" ") : titleOfName(address.name);
  return {
    key: groupAddressText(Math.min(...members.map((member) => member.address.address))).replaceAll("/", "-"),
    name: title === "" ? address.name || groupAddressText(address.address) : title,
    kind: kindOf(family, members),
    members: eachRoleOnce(members),
  };
}

/** A second address for the same is offered as it is. */
function eachRoleOnce(members: readonly Member[]): readonly Member[] {
  const taken = new Set<Role>();
  return members.map((member) => {
    if (member.role === undefined || !taken.has(member.role)) {
      if (member.role !== undefined) taken.add(member.role);
      return member;
    }
    return { ...member, role: undefined };
  });
}

function kindOf(family: Family, members: readonly Member[]): DeviceKind {
  const roles = new Set(members.map(({ role }) => role));
  if (family === "room") return roles.has("setpoint") || roles.has("setpointStatus") ? "climate" : "sensor";
  if (family !== "light") return family;
  const isMore = [...roles].some((role) => role !== undefined && !role.startsWith("switch"));
  return isMore ? "light" : switchedBy(members.flatMap(({ address }) => [address.name, ...address.ranges]));
}
