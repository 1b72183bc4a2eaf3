import { readFileSync } from "node:fs";
import { join } from "node:path";
import { instantiate, type JsonValue, parseThingDescriptionOrThrow } from "@thingwright/td";
import {
  type DeviceName,
  deviceDescription,
  deviceNames,
  type ThingModelName,
  thingModel,
} from "@thingwright/thing-descriptions";
import { root } from "../../house/workspace.js";
import type { Family, Sample } from "../sample.js";

/** Devices that have a description of their own. */
export const catalogueDevices: Family = {
  name: "devices",
  title: "Devices with a description",
  page: "../../thing-descriptions/README.md#devices",
  samples: () => Promise.all(deviceNames.map(sampleOf)),
};

interface Examples {
  readonly model: ThingModelName;
  readonly placeholders: Readonly<Record<string, JsonValue>>;
}

/** What the examples beside the description of a device say of it. */
export const examplesOf = (name: DeviceName): Examples =>
  JSON.parse(readFileSync(join(root, `thing-descriptions/devices/${name}.examples.json`), "utf8"));

async function sampleOf(name: DeviceName): Promise<Sample> {
  const { model: modelName, placeholders } = examplesOf(name);
  const description = instantiate(deviceDescription(name), { id: "urn:example:device", placeholders });
  const southbound = parseThingDescriptionOrThrow(description);
  const [vendor = ""] = name.split("/");
  const part = { modelName, model: await thingModel(modelName), southbound };
  return { vendor, device: name, parts: [part], problems: [] };
}
