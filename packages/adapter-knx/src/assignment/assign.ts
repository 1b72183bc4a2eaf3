import { asWotError } from "@thingwright/errors";
import { groupAddressText } from "../bus/address.js";
import { datapointType } from "../dpt/datapoint-types.js";
import type { KnxProject, ProjectAddress } from "../project/knx-project.js";
import { type AssignedDevice, assigned } from "./assigned-device.js";
import type { Assignment } from "./assignment.js";
import { byFunction } from "./by-function.js";
import { byName } from "./by-name.js";

/** The devices of an installation, and what of it is none. */
export interface AssignedProject {
  readonly devices: readonly Assignment[];
  readonly problems: readonly string[];
}

/**
 * Which group addresses of a project do what for which device: as its owner says, then as the functions of ETS say, then as
 * names and datapoint types say of all others.
 */
export function assignProject(project: KnxProject, own: readonly AssignedDevice[] = []): AssignedProject {
  const byNumber = new Map(project.addresses.map((each) => [each.address, each]));
  const problems = [...project.problems];
  const devices = own.flatMap((device) => {
    try {
      return [assigned(device, byNumber)];
    } catch (error) {
      problems.push(asWotError(error).message);
      return [];
    }
  });
  const rest = without(project, devices);
  devices.push(...byFunction(rest));
  devices.push(...byName(without(rest, devices).addresses));
  const taken = addressesOf(devices);
  problems.push(
    ...project.addresses.filter(({ address }) => !taken.has(address)).flatMap((each) => whyNot(each) ?? []),
  );
  return { devices: withKeys(devices), problems };
}

/** What nobody of `devices` has. */
function without(project: KnxProject, devices: readonly Assignment[]): KnxProject {
  const taken = addressesOf(devices);
  const isFree = ({ address }: { readonly address: number }): boolean => !taken.has(address);
  return {
    ...project,
    addresses: project.addresses.filter(isFree),
    functions: project.functions.map((each) => ({ ...each, members: each.members.filter(isFree) })),
  };
}

const addressesOf = (devices: readonly Assignment[]): ReadonlySet<number> =>
  new Set(devices.flatMap(({ members }) => members.map(({ address }) => address.address)));

function whyNot(address: ProjectAddress): string | undefined {
  const which = `${groupAddressText(address.address)} ${address.name}`.trim();
  if (address.isSecured) return `${which}: is secured (KNX Data Secure)`;
  const { datapointType: named } = address;
  if (named === undefined) return `${which}: has no datapoint type`;
  return datapointType(named) === undefined ? `${which}: ${named} is no datapoint type that is known` : undefined;
}

/** Of two devices with one key, the later has another. */
function withKeys(devices: readonly Assignment[]): readonly Assignment[] {
  const seen = new Map<string, number>();
  return devices.map((device) => {
    const number = (seen.get(device.key) ?? 0) + 1;
    seen.set(device.key, number);
    return number === 1 ? device : { ...device, key: `${device.key}-${number}` };
  });
}
