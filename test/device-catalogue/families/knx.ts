import { assignProject, describeDevice, readKnxProject } from "@thingwright/adapter-knx";
import { exportedHouse } from "../../../packages/adapter-knx/test/support/exported-house.js";
import type { Family, Sample } from "../sample.js";

/** What devices of KNX are is in the project of each installation: these are of a house that ETS has exported. */
export const knx: Family = {
  name: "knx",
  title: "KNX",
  page: "../../packages/adapter-knx/README.md",
  samples,
};

/** Kinds of devices, by the names that they have in that house. */
const names = new Map([
  ["Kitchen light", "dimmable lamp"],
  ["Hall blind", "blind"],
  ["Office", "room thermostat"],
  ["Attic", "temperature sensor"],
]);

async function samples(): Promise<readonly Sample[]> {
  const { devices } = assignProject(await readKnxProject(new TextEncoder().encode(exportedHouse)));
  const address = { bus: "knx://192.0.2.7:3671", id: "urn:knx:installation" };
  const shown = devices.filter(({ name }) => names.has(name));
  return Promise.all(
    shown.map(async (device) => ({
      vendor: "KNX",
      device: names.get(device.name)!,
      parts: [await describeDevice(device, address)],
      problems: [],
    })),
  );
}
