import { describeDevice, type Point } from "@thingwright/adapter-bacnet";
import {
  point,
  roomMode,
  roomSetpoint,
  roomTemperature,
  survey,
} from "../../../packages/adapter-bacnet/test/support/points.js";
import type { Family, Sample } from "../sample.js";

/** What groups of objects are recognised as, whoever made their device: each by names that leave no doubt. */
export const bacnet: Family = {
  name: "bacnet",
  title: "BACnet/IP",
  page: "../../packages/adapter-bacnet/README.md",
  samples: () => Promise.all(Object.entries(groups).map(([device, points]) => sampleOf(device, points))),
};

const percent = 98;
const litresPerSecond = 87;

const groups: Readonly<Record<string, readonly Point[]>> = {
  "room controller": [roomTemperature("R1.RoomTemp"), roomSetpoint("R1.RoomTempSetpoint"), roomMode("R1.Mode")],
  "VAV box": [
    point("analogInput", "R1.AirFlow", { units: litresPerSecond }),
    point("analogValue", "R1.AirFlowSetpoint", { units: litresPerSecond, isCommandable: true }),
    point("analogOutput", "R1.DamperCmd", { units: percent }),
  ],
  "room sensor with CO2": [roomTemperature("R1.RoomTemp"), point("analogInput", "R1.CO2", { units: 96 })],
  "room sensor": [roomTemperature("R1.RoomTemp"), point("analogInput", "R1.Humidity", { units: 29 })],
  "electricity meter": [
    point("analogInput", "Electricity.Power", { units: 48 }),
    point("accumulator", "Electricity.Energy", { units: 19 }),
  ],
};

async function sampleOf(device: string, points: readonly Point[]): Promise<Sample> {
  const options = { templates: [], priority: 8, priorityPollMs: 60_000 };
  return { vendor: "Any maker", device, ...(await describeDevice(survey(points), options)) };
}
