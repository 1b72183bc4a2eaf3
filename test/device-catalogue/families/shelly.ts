import { describeDevice } from "@thingwright/adapter-shelly";
import * as documented from "../../../packages/adapter-shelly/test/support/devices.js";
import type { FakeShellyOptions } from "../../../packages/adapter-shelly/test/support/fake-shelly.js";
import type { Family, Sample } from "../sample.js";

/** Kinds of Shelly devices, each by the status that its maker documents. */
export const shelly: Family = {
  name: "shelly",
  title: "Shelly, second generation and later",
  page: "../../packages/adapter-shelly/README.md",
  samples: () => Promise.all(Object.entries(documented).map(([kind, device]) => sampleOf(kind, device))),
};

async function sampleOf(
  kind: string,
  { id = "shelly", model = "", status, config }: FakeShellyOptions,
): Promise<Sample> {
  const info = { id, name: kind, model, generation: 2, isProtected: false };
  const address = { url: "http://192.0.2.7", isProtected: false };
  const described = await describeDevice({ info, status, config }, address);
  return { vendor: "Shelly", device: kind, ...described };
}
