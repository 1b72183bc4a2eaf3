import { describeNode } from "@thingwright/adapter-matter";
import {
  colorControl,
  identify,
  levelControl,
  onOff,
  root,
  sensor,
  temperature,
  thermostat,
  windowCovering,
} from "../../../packages/adapter-matter/test/support/endpoints.js";
import { type PlayedCluster, PlayedNode } from "../../../packages/adapter-matter/test/support/played-node.js";
import type { Family, Sample } from "../sample.js";

/** Device types of Matter, each with the clusters that its specification asks for. */
export const matter: Family = {
  name: "matter",
  title: "Matter",
  page: "../../packages/adapter-matter/README.md",
  samples: () =>
    Promise.all(Object.entries(types).map(([device, [type, ...clusters]]) => sampleOf(device, type, clusters))),
};

const types: Readonly<Record<string, readonly [type: number, ...clusters: readonly PlayedCluster[]]>> = {
  "on/off light": [0x100, identify, onOff],
  "dimmable light": [0x101, identify, onOff, levelControl],
  "colour light": [0x10d, identify, onOff, levelControl, colorControl],
  "plug-in unit": [0x10a, identify, onOff],
  thermostat: [0x301, identify, thermostat],
  "window covering": [0x202, identify, windowCovering],
  "temperature sensor": [0x302, identify, temperature(2100)],
  "humidity sensor": [0x307, identify, sensor(0x405, "relativeHumidityMeasurement", { measuredValue: 4550 })],
  "light sensor": [0x106, identify, sensor(0x400, "illuminanceMeasurement", { measuredValue: 20_001 })],
  "occupancy sensor": [0x107, identify, sensor(0x406, "occupancySensing", { occupancy: { occupied: true } })],
  "contact sensor": [0x15, identify, sensor(0x45, "booleanState", { stateValue: true })],
  "water leak detector": [0x43, identify, sensor(0x45, "booleanState", { stateValue: false })],
};

async function sampleOf(device: string, type: number, clusters: readonly PlayedCluster[]): Promise<Sample> {
  const node = new PlayedNode("0000000000000001", [root(), { number: 1, deviceTypes: [type], clusters }]);
  const [listed] = await describeNode(node.snapshot(), "00000000000000ff");
  return { vendor: "Any maker", device, ...(await listed!.describe()) };
}
