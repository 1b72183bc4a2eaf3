import type { Assignment, Member } from "../assignment/assignment.js";
import type { Served } from "./served.js";

/** Addresses of which no affordance has the value are offered as they are, by what they do or by their names. */
export function plainMembers({ members }: Assignment, served: readonly Served[]): readonly Served[] {
  const used = new Set(served.flatMap(({ member, via, beside, besideVia }) => [member, via, beside, besideVia]));
  return members.filter((member) => !used.has(member)).map(plainAffordance);
}

function plainAffordance(member: Member): Served {
  const { role, address, type } = member;
  const name = role ?? nameOf(address.name, address.address);
  const words = {
    title: address.name || type.title,
    ...(address.description !== "" && { description: address.description }),
  };
  if (isStep(member)) {
    const affordance = { ...words, input: type.schema, safe: false, idempotent: false };
    return { kind: "action", name, affordance, member, terms: {} };
  }
  return {
    kind: "property",
    name,
    affordance: {
      ...type.schema,
      ...words,
      observable: true,
      ...(isTold(member) && { readOnly: true }),
    },
    member,
    terms: {},
  };
}

/** A step up or down, or its end, is no value that anybody has. */
const isStep = (member: Member): boolean => /^3(\.|$)/.test(member.type.id) && !isTold(member);

/** What only tells takes no values: writing there would lie to all who listen. */
export const isTold = ({ role, address }: Member): boolean =>
  address.takes === false || (role !== undefined && /Status$/.test(role)) || toldRoles.has(role);

const toldRoles: ReadonlySet<unknown> = new Set([
  "temperature",
  "humidity",
  "co2",
  "illuminance",
  "pressure",
  "occupancy",
  "contact",
  "window",
  "smoke",
  "leak",
  "power",
  "energy",
  "voltage",
  "current",
  "frequency",
  "powerFactor",
  "valve",
  "valveSwitch",
]);

/** `windAlarm` of `Wind alarm`; `group_2563` of what has no letters. */
function nameOf(text: string, address: number): string {
  const [first = "", ...rest] = text
    .replaceAll("ß", "ss")
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
  const name = [first.toLowerCase(), ...rest.map((word) => `${word[0]!.toUpperCase()}${word.slice(1).toLowerCase()}`)]
    .join("")
    .slice(0, 64);
  return /^[a-z]/.test(name) ? name : `group_${address}`;
}
