import type { DeviceAffordance } from "@thingwright/thing-descriptions";
import { type Assignment, type Member, memberOf } from "../assignment/assignment.js";
import type { Role } from "../assignment/role.js";

/** An affordance of a Thing, and how group addresses of the device serve it. */
export interface Served extends DeviceAffordance {
  /** Whose values it is; of what can only be written or invoked, what takes them. */
  readonly member: Member;
  /** What takes writes, where that is another address. */
  readonly via?: Member | undefined;
  /** What tells another part of the value. */
  readonly beside?: Member | undefined;
  /** What takes another part of it. */
  readonly besideVia?: Member | undefined;
  /** Terms of the mapping beside the one that names the affordance. */
  readonly terms: Readonly<Record<string, unknown>>;
}

/** What a device makes of an affordance of the common API; `undefined` where it has none. */
export type Row = (device: Assignment) => Served | undefined;

/** A property that one address takes and another tells, of which either may be missing. */
export const valueRow =
  (
    name: string,
    part: Served["part"],
    takes: Role,
    tells: Role | undefined,
    termsOf: (member: Member) => Served["terms"] = () => ({}),
  ): Row =>
  (device) => {
    const command = memberOf(device, takes);
    const status = tells === undefined ? undefined : memberOf(device, tells);
    const member = status ?? command;
    if (member === undefined) return undefined;
    const isTold = command === undefined;
    return {
      kind: "property",
      name,
      ...(part !== undefined && { part }),
      ...(isTold && { narrowed: { readOnly: true } }),
      member,
      via: isTold ? undefined : command,
      terms: termsOf(command ?? member),
    };
  };

/** A property that an address tells. */
export const toldRow =
  (
    role: Role,
    name: string,
    part: Served["part"],
    termsOf: (member: Member) => Served["terms"] | undefined = () => ({}),
  ): Row =>
  (device) => {
    const member = memberOf(device, role);
    const terms = member === undefined ? undefined : termsOf(member);
    if (member === undefined || terms === undefined) return undefined;
    return { kind: "property", name, ...(part !== undefined && { part }), member, terms };
  };
