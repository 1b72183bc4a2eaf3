import type { DatapointType } from "../dpt/datapoint-type.js";
import type { ProjectAddress } from "../project/knx-project.js";
import type { Role } from "./role.js";

/** What a device of an installation may be. */
export const deviceKinds = ["light", "switch", "socket", "blind", "climate", "sensor", "scene", "other"] as const;

export type DeviceKind = (typeof deviceKinds)[number];

/** A device of an installation: which group address does what for it. */
export interface Assignment {
  /** The same for as long as the device lives. */
  readonly key: string;
  readonly name: string;
  readonly kind: DeviceKind;
  readonly members: readonly Member[];
  /** Of a scene that has one: from 0. */
  readonly scene?: number;
}

/** A group address, and what it does for a device. */
export interface Member {
  /** `undefined` where nobody knows: it is offered as it is. */
  readonly role: Role | undefined;
  readonly address: ProjectAddress;
  readonly type: DatapointType;
}

/** The member of a role; of several the first. */
export const memberOf = ({ members }: Assignment, role: Role): Member | undefined =>
  members.find((member) => member.role === role);
