import { type DescribedPart, partModel } from "@thingwright/adapter-core";
import type { Assignment } from "./assignment/assignment.js";
import { kinds } from "./recognition/kinds.js";
import { plainMembers } from "./recognition/plain.js";
import { southboundOf } from "./southbound.js";

/** Where an installation is, and by what the ids of its Things begin. */
export interface InstallationAddress {
  /** URL of its bus, without a slash at its end. */
  readonly bus: string;
  readonly id: string;
}

/**
 * Describes a device from what its group addresses do: in words of the common API where it has some, and every address that
 * serves none of them as it is. Does no I/O.
 */
export async function describeDevice(device: Assignment, { bus, id }: InstallationAddress): Promise<DescribedPart> {
  const { rows, candidates } = kinds[device.kind];
  const { model, modelName, served } = await partModel({
    title: device.name,
    served: rows.flatMap((row) => row(device) ?? []),
    candidates,
    beside: (taken) => plainMembers(device, taken),
  });
  const thing = `${id}:${device.key}`;
  return {
    id: thing,
    title: device.name,
    model,
    modelName,
    southbound: southboundOf(served, bus, `${thing}:southbound`, device.name),
  };
}
