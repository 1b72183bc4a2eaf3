import { groupAddress, type KnxProject, type ProjectAddress, type ProjectFunction } from "../../src/index.js";

/** A row of a project: address, name, datapoint type, and what else there is to say. */
export type AddressRow = readonly [
  address: string,
  name: string,
  datapointType?: string,
  more?: Partial<ProjectAddress>,
];

export const projectOf = (rows: readonly AddressRow[], functions: readonly ProjectFunction[] = []): KnxProject => ({
  name: "Test",
  addresses: rows.map(([address, name, datapointType, more]) => ({
    address: groupAddress(address)!,
    name,
    description: "",
    ranges: ["Main", "Middle"],
    datapointType,
    answers: undefined,
    takes: undefined,
    isSecured: false,
    ...more,
  })),
  functions,
  problems: [],
});

export const functionOf = (
  id: string,
  type: string,
  name: string,
  members: Readonly<Record<string, string>>,
): ProjectFunction => ({
  id: `P-0001-0_${id}`,
  name,
  type,
  spaces: ["House", "Kitchen"],
  members: Object.entries(members).map(([role, address]) => ({ role, address: groupAddress(address)! })),
});

const tells = { answers: true, takes: false };
const takes = { answers: false, takes: true };

/** A dimmable lamp, a blind, a heating and a sensor, by functions and by names. */
export const house: KnxProject = projectOf(
  [
    ["1/0/1", "Kitchen ceiling switch", "DPST-1-1", takes],
    ["1/1/1", "Kitchen ceiling switch status", "DPST-1-1", tells],
    ["1/2/1", "Kitchen ceiling dim", "DPST-3-7", takes],
    ["1/3/1", "Kitchen ceiling value", "DPST-5-1", takes],
    ["1/4/1", "Kitchen ceiling value status", "DPST-5-1", tells],
    ["2/0/1", "Kitchen blind move", "DPST-1-8", takes],
    ["2/1/1", "Kitchen blind stop", "DPST-1-7", takes],
    ["2/2/1", "Kitchen blind position", "DPST-5-1", takes],
    ["2/3/1", "Kitchen blind position status", "DPST-5-1", tells],
    ["3/0/1", "Kitchen temperature", "DPST-9-1", tells],
    ["3/1/1", "Kitchen setpoint", "DPST-9-1", { answers: true, takes: true }],
    ["3/2/1", "Kitchen valve", "DPST-5-1", tells],
    ["4/0/1", "Hall temperature", "DPST-9-1", tells],
    ["4/0/2", "Hall humidity", "DPST-9-7", tells],
    ["5/0/1", "Wind alarm", "DPST-1-5", tells],
    ["5/0/2", "Nobody knows"],
  ],
  [
    functionOf("F-1", "FT-6", "Ceiling", {
      SwitchOnOff: "1/0/1",
      InfoOnOff: "1/1/1",
      DimmingControl: "1/2/1",
      DimmingValue: "1/3/1",
      InfoDimmingValue: "1/4/1",
    }),
  ],
);
