import { qudtUnitOf } from "@thingwright/mapping";
import type { DataSchema } from "@thingwright/td";
import { type DeviceAffordance, type PartName, partNames, partSource } from "@thingwright/thing-descriptions";
import type { PlacedRegister } from "./placed-register.js";
import type { RegisterConversion, Scalar, ServedPart } from "./register-map.js";
import { registerLayout } from "./register-type.js";

/** An affordance that a register, or a part of it, serves. */
export interface Served extends DeviceAffordance {
  readonly register: PlacedRegister;
  /** Terms of the mapping vocabulary. */
  readonly terms: Readonly<Record<string, unknown>>;
}

/** What `register` serves of the common API, by its own word. */
export function servedBy(register: PlacedRegister): readonly Served[] {
  const { serves = [] } = register;
  const parts = typeof serves === "string" ? [{ property: serves }] : serves;
  return parts.map((part) => {
    const [kind, name] = targetOf(part);
    const table = part.enum ?? (isOwn(part) ? undefined : register.enum);
    const common = commonPartOf(kind, name);
    return {
      kind,
      name,
      register,
      terms: servedTerms(register, part),
      ...(common !== undefined && { part: common }),
      ...(kind === "property" && { narrowed: narrowedBy(table) }),
    };
  });
}

/**
 * What of `register` serves nothing: itself, or bits of it, in words of the manual.
 *
 * @param taken - what the Thing has already
 */
export function plainOf(register: PlacedRegister, taken: readonly Served[]): readonly Served[] {
  const bits = Object.entries(register.bits ?? {}).map(([name, bit]): Served => {
    const affordance = {
      title: name,
      type: "boolean",
      observable: true,
      ...(isReadOnly(register) && { readOnly: true }),
    };
    return { kind: "property", name, register, affordance, terms: { "map:bit": bit } };
  });
  const isLost = !taken.some((each) => each.register === register && isWhole(each));
  return isLost && bits.length === 0 ? [plain(register)] : bits;
}

/** A property that is always the same, for a model that wants it; `register` is what it is told with. */
export function constant(name: string, value: Scalar, register: PlacedRegister): Served {
  const common = commonPartOf("property", name);
  return {
    kind: "property",
    name,
    register,
    terms: { "map:read": JSON.stringify(value) },
    narrowed: { ...(typeof value === "string" && { enum: [value] }), readOnly: true },
    ...(common !== undefined && { part: common }),
  };
}

const isReadOnly = ({ access = "read" }: PlacedRegister): boolean => access === "read";

function targetOf({ property, action, event }: ServedPart): readonly ["property" | "action" | "event", string] {
  if (property !== undefined) return ["property", property];
  return action !== undefined ? ["action", action] : ["event", event!];
}

/** Whether nothing of a register is lost when it is offered as this only. */
const isWhole = ({ kind, terms }: Served): boolean =>
  kind === "action" || (kind === "property" && terms["map:bit"] === undefined && terms["map:read"] === undefined);

/** Whether a part says itself how it is converted. */
const isOwn = (part: ServedPart): boolean =>
  [part.bit, part.scale, part.offset, part.range, part.enum, part.read, part.write, part.value].some(
    (term) => term !== undefined,
  );

function servedTerms(register: PlacedRegister, part: ServedPart): Readonly<Record<string, unknown>> {
  const { bit, read, write, value, data } = part;
  const from = isOwn(part) ? part : register;
  const unit = from === register && bit === undefined ? unitOf(register) : undefined;
  return withoutUndefined({
    "map:bit": bit,
    ...conversionTerms(from),
    "map:unit": unit,
    "map:read": read,
    "map:write": write,
    "map:value": value,
    "map:data": data,
  });
}

function conversionTerms({ scale, offset, range, enum: table }: RegisterConversion): object {
  return {
    "map:scale": scale,
    "map:offset": offset,
    "map:range": range && { "map:vendor": range[0], "map:model": range[1] },
    "map:enum": table,
  };
}

/** Values of the model's that the device has. */
function narrowedBy(table: RegisterConversion["enum"]): Readonly<Record<string, unknown>> {
  const values = [...new Set(Object.values(table ?? {}))];
  return values.length > 0 && values.every((value) => typeof value === "string") ? { enum: values } : {};
}

function plain(register: PlacedRegister): Served {
  const { name, access = "read" } = register;
  const schema = plainSchema(register);
  const terms = withoutUndefined(conversionTerms(register));
  if (access === "write") {
    const affordance = { ...describedBy(register), input: schema, safe: false };
    return { kind: "action", name, register, affordance, terms };
  }
  const affordance = {
    ...describedBy(register),
    ...schema,
    observable: true,
    ...(isReadOnly(register) && { readOnly: true }),
  };
  return { kind: "property", name, register, affordance, terms };
}

const describedBy = ({ name, title = name, description }: PlacedRegister) => ({
  title,
  ...(description !== undefined && { description }),
});

/** Of the converted value. */
function plainSchema(register: PlacedRegister): DataSchema {
  const { enum: table, scale, offset, range, type, entity, length } = register;
  const unit = unitOf(register);
  const values = [...new Set(Object.values(table ?? {}))];
  if (values.length > 0) return { enum: values, ...typeOf(values) };
  if (entity === "Coil" || entity === "DiscreteInput") return { type: "boolean" };
  const isConverted = scale !== undefined || offset !== undefined || range !== undefined;
  const { schema } = registerLayout(type ?? "uint16", length);
  return { ...(isConverted ? { type: "number" } : schema), ...(unit !== undefined && { unit }) };
}

function typeOf(values: readonly Scalar[]): { readonly type?: "string" | "number" | "boolean" } {
  const types = new Set(values.map((value) => typeof value as "string" | "number" | "boolean"));
  return types.size === 1 ? { type: [...types][0]! } : {};
}

/** QUDT's name, where the manual's way to write it is known. */
function unitOf({ unit }: PlacedRegister): string | undefined {
  if (unit === undefined || unit.startsWith("qudtUnit:")) return unit;
  return qudtUnitOf(unit) ?? (/^[A-Z][A-Za-z0-9_-]+$/.test(unit) ? `qudtUnit:${unit}` : unit);
}

const places = { property: "properties", action: "actions", event: "events" } as const;

/** The part of the common API that has an affordance of that name. */
function commonPartOf(kind: keyof typeof places, name: string): PartName | undefined {
  return partNames.find((part) => Object.hasOwn(partSource(part)[places[kind]] ?? {}, name));
}

const withoutUndefined = (terms: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== undefined));
