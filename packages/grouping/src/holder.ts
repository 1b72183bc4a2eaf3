import { unitConversion } from "@thingwright/mapping";
import type { DataSchema } from "@thingwright/td";
import type { Member } from "./member.js";

/** A member that has a property, and how its values are those of the group. */
export interface Holder {
  readonly member: Member;
  readonly canRead: boolean;
  readonly canWrite: boolean;
  /** What its property takes, in the group's unit. */
  readonly schema: DataSchema;
  /** The member's value in the group's unit. */
  toGroup(value: unknown): unknown;
  /** The group's value in the member's unit, as near as its steps and limits come. */
  toMember(value: unknown): unknown;
}

/** A member's property as a group sees it. */
interface HeldProperty {
  readonly type?: string;
  readonly unit?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  readonly uriVariables?: object;
}

/**
 * A member as a holder of its property `name`; `undefined` when it has none, wants variables for it, or has it in a unit that
 * cannot become the group's.
 *
 * @param unit - the group's
 */
export function holderOf(member: Member, name: string, unit: string | undefined): Holder | undefined {
  const { properties = {} } = member.description;
  if (!Object.hasOwn(properties, name)) return undefined;
  const property = properties[name] as HeldProperty;
  if (property.uriVariables !== undefined) return undefined;
  const units = unitsOf(property.unit, unit);
  if (units === undefined) return undefined;
  const { minimum = -Infinity, maximum = Infinity } = property;
  const step = property.multipleOf ?? (property.type === "integer" ? 1 : undefined);
  return {
    member,
    canRead: property.writeOnly !== true,
    canWrite: property.readOnly !== true,
    schema: schemaIn(property, unit, units),
    toGroup: (value) => (typeof value === "number" ? units.read(value) : value),
    toMember(value) {
      if (typeof value !== "number") return value;
      return Math.min(maximum, Math.max(minimum, inSteps(units.write(value), step)));
    },
  };
}

/** The nearest whole number of steps, without the noise of multiplying by 0.1. */
const inSteps = (value: number, step: number | undefined): number =>
  step === undefined ? value : Number((Math.round(value / step) * step).toFixed(9));

interface Units {
  read(value: number): number;
  write(value: number): number;
  readonly isSame: boolean;
}

const sameUnit: Units = { read: (value) => value, write: (value) => value, isSame: true };

function unitsOf(own: string | undefined, group: string | undefined): Units | undefined {
  if (own === group) return sameUnit;
  if (own === undefined || group === undefined) return undefined;
  const step = unitConversion(own, group);
  if (step === undefined) return undefined;
  const carry = (convert: (value: unknown) => unknown) => (value: number) => convert(value) as number;
  return { read: carry((value) => step.read(value)), write: carry((value) => step.write(value)), isSame: false };
}

/** The schema without what is about the affordance; its limits in the group's unit, where steps are others too. */
function schemaIn(property: HeldProperty, unit: string | undefined, { read, isSame }: Units): DataSchema {
  const { forms, observable, readOnly, writeOnly, ...schema } = property as Record<string, unknown>;
  if (isSame) return schema as DataSchema;
  const { minimum, maximum, multipleOf, ...rest } = schema;
  const limits = [minimum, maximum].filter((limit) => typeof limit === "number").map(read);
  const bounded = limits.length === 2 ? { minimum: Math.min(...limits), maximum: Math.max(...limits) } : {};
  return { ...rest, ...bounded, type: "number", unit } as DataSchema;
}
