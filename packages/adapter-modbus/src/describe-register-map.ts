import { type DescribedDevice, type DescribedPart, partModel } from "@thingwright/adapter-core";
import { replacePlaceholders } from "@thingwright/td";
import type { ThingModelName } from "@thingwright/thing-descriptions";
import { type PlacedRegister, placed } from "./placed-register.js";
import type { FurtherPart, RegisterMap, RegisterMapPart, Scalar } from "./register-map.js";
import { constant, plainOf, type Served, servedBy } from "./served-register.js";
import { type DeviceAddress, southboundOf } from "./southbound.js";

/** A device that a register map describes, by the word of its owner. */
export interface MappedDevice {
  /** IRI of its main Thing; those of further parts begin with it. */
  readonly id: string;
  readonly title: string;
  readonly address: DeviceAddress;
  /** Values for the map's parameters. */
  readonly parameters?: Readonly<Record<string, Scalar>>;
}

/**
 * The Things that a device with this register table is: each part of the map, and each repetition of one. Every register is
 * offered, in words of the common API where the map says so. Does no I/O.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID when a parameter without a default has no value
 */
export async function describeRegisterMap(map: RegisterMap, device: MappedDevice): Promise<DescribedDevice> {
  const filled = replacePlaceholders(map, valuesOf(map, device)) as RegisterMap;
  const parts: DescribedPart[] = [];
  const problems: string[] = [];
  for (const instance of instancesOf(filled, device)) {
    const part = await describedPart(instance, filled, device.address, problems);
    if (part !== undefined) parts.push(part);
  }
  return { parts, problems };
}

function valuesOf({ parameters = {} }: RegisterMap, device: MappedDevice): Readonly<Record<string, Scalar>> {
  const defaults = Object.entries(parameters).flatMap(([name, { default: value }]) => {
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(defaults), ...device.parameters };
}

/** One Thing that is to be. */
interface Instance {
  readonly part: RegisterMapPart;
  readonly id: string;
  readonly title: string;
  /** How much further on its registers are than the map says. */
  readonly shift: number;
}

/** The main part, if it has registers, and all others as often as there are. */
function instancesOf(map: RegisterMap, { id, title }: MappedDevice): readonly Instance[] {
  const further = (map.parts ?? []).flatMap((part) => repetitionsOf(part, id, title));
  return map.registers.length === 0 ? further : [{ part: map, id, title, shift: 0 }, ...further];
}

function repetitionsOf(part: FurtherPart, id: string, title: string): readonly Instance[] {
  const { suffix, title: own, repeat } = part;
  if (repeat === undefined) return [{ part, id: `${id}:${suffix}`, title: `${title} ${own}`, shift: 0 }];
  return Array.from({ length: repeat.count }, (_, index) => ({
    part,
    id: `${id}:${suffix}-${index + 1}`,
    title: `${title} ${own} ${index + 1}`,
    shift: index * repeat.stride,
  }));
}

async function describedPart(
  { part, id, title, shift }: Instance,
  map: RegisterMap,
  address: DeviceAddress,
  problems: string[],
): Promise<DescribedPart | undefined> {
  const registers = placedRegisters(part, map, shift, problems);
  const [first] = registers.filter(({ access }) => access !== "write");
  const constants = first === undefined ? [] : Object.entries(part.constants ?? {});
  const common = [...registers.flatMap(servedBy), ...constants.map(([name, value]) => constant(name, value, first!))];
  const candidates = candidatesOf(part).map((model) => ({ model }));
  const beside = (taken: readonly Served[]) => registers.flatMap((register) => plainOf(register, taken));
  const question = { title: map.title, served: common, candidates, beside };
  const { model, modelName, served } = await partModel(question);
  if (candidates.length > 0 && modelName === undefined) {
    problems.push(`${title}: has not all that ${candidates.map(({ model: each }) => each).join(" or ")} requires`);
  }
  for (const { name, kind } of common) {
    if (!served.some((each) => each.name === name && each.kind === kind)) {
      problems.push(`${title}: the common API has no ${kind} ${name}`);
    }
  }
  if (served.length === 0) return undefined;
  return { id, title, model, modelName, southbound: southboundOf(served, map, address, `${id}:southbound`, title) };
}

const candidatesOf = ({ as = [] }: RegisterMapPart): readonly ThingModelName[] => (typeof as === "string" ? [as] : as);

function placedRegisters(
  part: RegisterMapPart,
  { numbering }: RegisterMap,
  shift: number,
  problems: string[],
): readonly PlacedRegister[] {
  const names = new Set<string>();
  return part.registers.flatMap((register) => {
    const result = names.has(register.name) ? `${register.name}: is there twice` : placed(register, numbering, shift);
    names.add(register.name);
    if (typeof result !== "string") return [result];
    problems.push(result);
    return [];
  });
}
