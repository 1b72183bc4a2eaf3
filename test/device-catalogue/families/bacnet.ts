import { describeDevice, type Point } from "@thingwright/adapter-bacnet";
import {
  point,
  roomMode,
  roomSetpoint,
  roomTemperature,
  survey,
} from "../../../packages/adapter-bacnet/test/support/points.js";
import type { Family } from "../sample.js";

/** Groups of objects that are something by their names and units. Others are Things with the objects as they are. */
const groups: Readonly<Record<string, readonly Point[]>> = {
  "room controller": [roomTemperature("R1.RoomTemp"), roomSetpoint("R1.RoomTempSetpoint"), roomMode("R1.Mode")],
  "room temperature": [roomTemperature("R1.RoomTemp")],
  "objects of no kind": [point("binaryInput", "Door"), point("analogOutput", "Valve 7", { units: 98 })],
};

/** BACnet devices, by the objects that they list. */
export const bacnet: Family = {
  name: "bacnet",
  title: "BACnet/IP",
  page: "../../packages/adapter-bacnet/README.md",
  samples: () =>
    Promise.all(
      Object.entries(groups).map(async ([device, points]) => {
        const settings = { templates: [], priority: 8, priorityPollMs: 60_000 };
        return { vendor: "any", device, ...(await describeDevice(survey(points), settings)) };
      }),
    ),
};
