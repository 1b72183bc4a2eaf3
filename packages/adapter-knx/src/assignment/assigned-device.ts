import { UsageError } from "@thingwright/errors";
import { groupAddress } from "../bus/address.js";
import { datapointType } from "../dpt/datapoint-types.js";
import type { ProjectAddress } from "../project/knx-project.js";
import { type Assignment, type DeviceKind, deviceKinds, type Member } from "./assignment.js";
import { canHave, isRole, type Role, roleNames } from "./role.js";

/** A device as its owner says it: an item of a list that may be kept in a file. */
export interface AssignedDevice {
  /** The same for as long as the device lives; it becomes part of the Thing's id. */
  readonly key: string;
  readonly name: string;
  readonly kind: DeviceKind;
  /** Group addresses by what they do. */
  readonly addresses: Readonly<Partial<Record<Role, string>>>;
  /** Further group addresses, which are offered as they are. */
  readonly others?: readonly string[];
  /** Datapoint types of addresses of which the project says none, or another. */
  readonly datapointTypes?: Readonly<Record<string, string>>;
  /** Number of a scene: from 0. */
  readonly scene?: number;
}

const keyPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** JSON Schema of an {@link AssignedDevice}. */
export const assignedDeviceSchema = {
  type: "object",
  properties: {
    key: { type: "string", pattern: keyPattern.source },
    name: { type: "string", minLength: 1 },
    kind: { enum: deviceKinds },
    addresses: {
      type: "object",
      properties: Object.fromEntries(roleNames.map((role) => [role, { type: "string" }])),
      additionalProperties: false,
    },
    others: { type: "array", items: { type: "string" } },
    datapointTypes: { type: "object", additionalProperties: { type: "string" } },
    scene: { type: "integer", minimum: 0, maximum: 63 },
  },
  required: ["key", "name", "kind", "addresses"],
  additionalProperties: false,
} as const;

/**
 * A device as its owner says it, with what the project says of its addresses.
 *
 * @throws {UsageError} WOT_ARGUMENT for an address that is none, or cannot do what it is said to
 */
export function assigned(device: AssignedDevice, project: ReadonlyMap<number, ProjectAddress>): Assignment {
  checkShape(device);
  const { key, name, kind, addresses, others = [], scene } = device;
  const members = Object.entries(addresses).map(([role, text]) => memberOf(device, role, text, project));
  const plain = others.map((text) => memberOf(device, undefined, text, project));
  return { key, name, kind, members: [...members, ...plain], ...(scene !== undefined && { scene }) };
}

/** It may come from a file. @throws {UsageError} WOT_ARGUMENT */
function checkShape({ key, name, kind, addresses, others = [], scene = 0 }: AssignedDevice): void {
  const isText = typeof key === "string" && keyPattern.test(key) && typeof name === "string" && name !== "";
  if (!isText) throw new UsageError("WOT_ARGUMENT", "a device has a key of letters and digits, and a name");
  const refuse = (why: string): never => {
    throw new UsageError("WOT_ARGUMENT", `${key}: ${why}`);
  };
  if (!deviceKinds.includes(kind)) refuse(`its kind is one of ${deviceKinds.join(", ")}`);
  if (typeof addresses !== "object" || addresses === null) refuse("its addresses are an object of roles");
  if (!Array.isArray(others)) refuse("its other addresses are a list");
  if (!Number.isInteger(scene) || scene < 0 || scene > 63) refuse("its scene is a number from 0 to 63");
}

function memberOf(
  { key, datapointTypes = {} }: AssignedDevice,
  role: string | undefined,
  text: string,
  project: ReadonlyMap<number, ProjectAddress>,
): Member {
  const number = typeof text === "string" ? groupAddress(text) : undefined;
  const refuse = (why: string): never => {
    throw new UsageError("WOT_ARGUMENT", `${key}: ${text} ${why}`);
  };
  if (number === undefined) return refuse("is no group address such as 1/2/3");
  const address = project.get(number) ?? unlisted(number, text);
  const named = Object.hasOwn(datapointTypes, text) ? datapointTypes[text] : address.datapointType;
  const type = named === undefined ? undefined : datapointType(named);
  if (type === undefined) return refuse("has no datapoint type that is known");
  if (address.isSecured) return refuse("is secured (KNX Data Secure)");
  if (role === undefined) return { role, address, type };
  if (!isRole(role)) return refuse(`has the role ${JSON.stringify(role)}, which is none`);
  return canHave(role, type.id) ? { role, address, type } : refuse(`is ${type.id}, which cannot be ${role}`);
}

const unlisted = (address: number, name: string): ProjectAddress => ({
  address,
  name,
  description: "",
  ranges: [],
  datapointType: undefined,
  answers: undefined,
  takes: undefined,
  isSecured: false,
});
