import { assignProject, describeDevice, deviceKinds } from "@thingwright/adapter-knx";
import { house } from "../../../packages/adapter-knx/test/support/projects.js";
import type { Family } from "../sample.js";

/** Kinds of devices that functions and names of an ETS project tell of. */
export const knx: Family = {
  name: "knx",
  title: "KNX, by a project of ETS",
  page: "../../packages/adapter-knx/README.md",
  async samples() {
    const { devices } = assignProject(house);
    const first = deviceKinds.flatMap((kind) => devices.find((device) => device.kind === kind) ?? []);
    const address = { bus: "knx://192.0.2.7", id: "urn:example:house" };
    return await Promise.all(
      first.map(async (device) => {
        const part = await describeDevice(device, address);
        return { vendor: "any", device: device.kind, parts: [part], problems: [] };
      }),
    );
  },
};
