import type { Logger } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import { bridge } from "@thingwright/mapping";
import { instantiate, parseJsonText, parseThingDescriptionOrThrow, type ThingModel } from "@thingwright/td";
import {
  type DeviceName,
  deviceDescription,
  deviceNames,
  type ThingModelName,
  thingModel,
  thingModelNames,
  thingModelUrl,
} from "@thingwright/thing-descriptions";
import type { DeviceEntry } from "./gateway-configuration.js";
import type { ReadFile } from "./read-file.js";
import type { PartPlan } from "./served-part.js";
import { type HouseTerms, overridesOf, withHousePrefixes } from "./thing-settings.js";

/** What the part of a device is made with. */
export interface DeviceEnvironment {
  readonly house: HouseTerms;
  readonly logger: Logger;
  readonly read: ReadFile;
}

/** The part that one device is. Credentials for it come from the Servient's store, by its id. */
export async function plannedDevice(entry: DeviceEntry, { house, logger, read }: DeviceEnvironment): Promise<PartPlan> {
  const { id, title } = entry;
  const [southbound, model] = [await southboundOf(entry, read), await modelOf(entry, read)];
  const overrides = overridesOf(entry, house);
  return {
    key: `device ${id}`,
    content: JSON.stringify([entry, southbound, model, overrides]),
    isRetried: false,
    async start(servient) {
      const running = await bridge(servient, parseThingDescriptionOrThrow(southbound), {
        as: model,
        id,
        logger,
        overrides,
        ...(title !== undefined && { title }),
        ...(entry.valueTimes !== undefined && { valueTimes: entry.valueTimes }),
        ...(entry.as !== undefined && { modelHref: thingModelUrl(entry.as as ThingModelName) }),
      });
      return { things: () => [running.thing.description], stop: () => running.stop() };
    },
  };
}

async function southboundOf({ id, device, description, placeholders }: DeviceEntry, read: ReadFile): Promise<object> {
  const document = device === undefined ? await readJson(description!, read) : deviceDescription(deviceNamed(device));
  if (typeof document !== "object" || document === null) {
    throw new UsageError("WOT_ARGUMENT", `${description} is no Thing Description`);
  }
  const southboundId = `${id}#southbound`;
  return placeholders === undefined && device === undefined
    ? { ...document, id: southboundId }
    : instantiate(document as ThingModel, { id: southboundId, placeholders: placeholders ?? {} });
}

async function modelOf({ as, model }: DeviceEntry, read: ReadFile): Promise<ThingModel> {
  if (model !== undefined) return withHousePrefixes((await readJson(model, read)) as ThingModel);
  if (thingModelNames.includes(as as ThingModelName)) return await thingModel(as as ThingModelName);
  throw new UsageError("WOT_ARGUMENT", `there is no model ${JSON.stringify(as)} in the catalogue`);
}

async function readJson(name: string, read: ReadFile): Promise<unknown> {
  const json = parseJsonText(await read(name));
  if (json.ok) return json.value;
  throw new UsageError("WOT_ARGUMENT", `${name} cannot be used: ${json.finding.message}`);
}

function deviceNamed(name: string): DeviceName {
  if (deviceNames.includes(name as DeviceName)) return name as DeviceName;
  throw new UsageError("WOT_ARGUMENT", `there is no device ${JSON.stringify(name)} in the catalogue`);
}
