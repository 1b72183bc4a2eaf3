import { opcuaLimits } from "@thingwright/adapter-opcua";
import { describeServer } from "../../../packages/adapter-opcua/src/describe-server.js";
import { type FakeNode, FakeServer } from "../../../packages/adapter-opcua/test/support/fake-server.js";
import { object, room, unit, variable } from "../../../packages/adapter-opcua/test/support/nodes.js";
import type { Family, Sample } from "../sample.js";

/** Objects that are something by names and units, as most servers have them. Templates tell of others. */
const objects: Readonly<Record<string, FakeNode>> = {
  "room controller": room(),
  "electricity meter": object("Meter", [
    variable("Meter/Power", 1250, { properties: { EngineeringUnits: unit("WTT", "W") } }),
    variable("Meter/Energy", 42, { properties: { EngineeringUnits: unit("KWH", "kW·h") } }),
  ]),
  "object of no kind": object("Pump", [variable("Pump/Stage", 2)]),
};

/** OPC UA servers, by the objects that they have. */
export const opcua: Family = {
  name: "opcua",
  title: "OPC UA",
  page: "../../packages/adapter-opcua/README.md",
  samples: () => Promise.all(Object.entries(objects).map(([device, node]) => sampleOf(device, node))),
};

async function sampleOf(device: string, node: FakeNode): Promise<Sample> {
  const url = "opc.tcp://opcua.example";
  const listener = { lost() {}, restored() {}, ended() {} };
  const session = await new FakeServer([node]).connect({ url, mode: "None", identity: {} }, listener);
  const address = { url, id: "urn:example:server", mode: "None", user: "Anonymous" } as const;
  const { devices, unoffered } = await describeServer(session, {
    address,
    roots: [],
    templates: [],
    limits: opcuaLimits,
  });
  const described = await Promise.all(devices.map((listed) => listed.describe()));
  return {
    ...{ vendor: "any", device },
    parts: described.flatMap(({ parts }) => parts),
    problems: [...described.flatMap(({ problems }) => problems), ...unoffered.map(({ why }) => why)],
  };
}
