import type { Logger } from "@thingwright/contracts";
import { UsageError } from "@thingwright/errors";
import { bridge } from "@thingwright/mapping";
import { instantiate, parseThingDescriptionOrThrow, type ThingModel } from "@thingwright/td";
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
import type { PartPlan } from "./served-part.js";

/** Gives the document of a name in the configuration. @throws {UsageError} WOT_ARGUMENT when it cannot be read */
export type ReadDocument = (name: string) => Promise<unknown>;

/** The part that one device is. Credentials for it come from the Servient's store, by its id. */
export async function plannedDevice(entry: DeviceEntry, read: ReadDocument, logger: Logger): Promise<PartPlan> {
  const { id, title } = entry;
  const [southbound, model] = [await southboundOf(entry, read), await modelOf(entry, read)];
  return {
    key: `device ${id}`,
    content: JSON.stringify([entry, southbound, model]),
    isRetried: false,
    async start(servient) {
      const running = await bridge(servient, parseThingDescriptionOrThrow(southbound), {
        as: model,
        id,
        logger,
        ...(title !== undefined && { title }),
        ...(entry.as !== undefined && { modelHref: thingModelUrl(entry.as as ThingModelName) }),
      });
      return { things: () => [running.thing.description], stop: () => running.stop() };
    },
  };
}

async function southboundOf(
  { id, device, description, placeholders }: DeviceEntry,
  read: ReadDocument,
): Promise<object> {
  const document = device === undefined ? await read(description!) : deviceDescription(deviceNamed(device));
  if (typeof document !== "object" || document === null) {
    throw new UsageError("WOT_ARGUMENT", `${description} is no Thing Description`);
  }
  const southboundId = `${id}#southbound`;
  return placeholders === undefined && device === undefined
    ? { ...document, id: southboundId }
    : instantiate(document as ThingModel, { id: southboundId, placeholders: placeholders ?? {} });
}

async function modelOf({ as, model }: DeviceEntry, read: ReadDocument): Promise<ThingModel> {
  if (model !== undefined) return (await read(model)) as ThingModel;
  if (thingModelNames.includes(as as ThingModelName)) return await thingModel(as as ThingModelName);
  throw new UsageError("WOT_ARGUMENT", `there is no model ${JSON.stringify(as)} in the catalogue`);
}

function deviceNamed(name: string): DeviceName {
  if (deviceNames.includes(name as DeviceName)) return name as DeviceName;
  throw new UsageError("WOT_ARGUMENT", `there is no device ${JSON.stringify(name)} in the catalogue`);
}
