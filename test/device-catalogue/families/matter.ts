import { describeNode } from "@thingwright/adapter-matter";
import {
  colorControl,
  identify,
  levelControl,
  onOff,
  root,
  temperature,
} from "../../../packages/adapter-matter/test/support/endpoints.js";
import { type PlayedCluster, PlayedNode } from "../../../packages/adapter-matter/test/support/played-node.js";
import type { Family, Sample } from "../sample.js";

const cluster = (id: number, name: string, values: Record<string, unknown>): PlayedCluster => ({ id, name, values });

const battery = cluster(0x2f, "powerSource", { batPercentRemaining: 180 });
const thermostat: PlayedCluster = {
  ...cluster(0x201, "thermostat", { localTemperature: 2150, occupiedHeatingSetpoint: 2000, systemMode: 4 }),
  writable: ["occupiedHeatingSetpoint", "systemMode"],
};

/** Device types of the Device Library Specification, with the clusters that it demands. */
const deviceTypes: readonly (readonly [type: number, name: string, clusters: readonly PlayedCluster[]])[] = [
  [0x0100, "On/Off Light", [identify, onOff]],
  [0x0101, "Dimmable Light", [identify, onOff, levelControl]],
  [0x010d, "Extended Color Light", [identify, onOff, levelControl, colorControl]],
  [0x010a, "On/Off Plug-in Unit", [identify, onOff]],
  [0x010f, "Mounted On/Off Control", [identify, onOff]],
  [0x0301, "Thermostat", [identify, thermostat]],
  [0x0302, "Temperature Sensor", [identify, temperature(2150), battery]],
  [0x0307, "Humidity Sensor", [identify, cluster(0x405, "relativeHumidityMeasurement", { measuredValue: 4500 })]],
  [0x0106, "Light Sensor", [identify, cluster(0x400, "illuminanceMeasurement", { measuredValue: 20_000 })]],
  [0x0107, "Occupancy Sensor", [identify, cluster(0x406, "occupancySensing", { occupancy: { occupied: true } })]],
  [0x0015, "Contact Sensor", [identify, cluster(0x45, "booleanState", { stateValue: true })]],
  [0x0043, "Water Leak Detector", [identify, cluster(0x45, "booleanState", { stateValue: false })]],
];

/** Matter devices, by the types that their endpoints have. */
export const matter: Family = {
  name: "matter",
  title: "Matter",
  page: "../../packages/adapter-matter/README.md",
  samples: () => Promise.all(deviceTypes.map(sampleOf)),
};

async function sampleOf([type, name, clusters]: (typeof deviceTypes)[number]): Promise<Sample> {
  const node = new PlayedNode("1", [
    root(),
    { number: 1, deviceTypes: [type], clusters: structuredClone([...clusters]) },
  ]);
  const [listed] = await describeNode(node.snapshot(), "00000000000000ff");
  const { parts, problems } = await listed!.describe();
  return { vendor: "any", device: name, parts, problems };
}
