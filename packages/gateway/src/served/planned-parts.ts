import type { AdapterEnvironment, AdapterPlugin } from "@thingwright/adapter-core";
import { asWotError } from "@thingwright/errors";
import { entriesOf, type GatewayConfiguration } from "./gateway-configuration.js";
import { plannedAdapter } from "./planned-adapter.js";
import { plannedDevice } from "./planned-device.js";
import { type GroupingEnvironment, plannedGroup, plannedScene } from "./planned-group.js";
import type { PartPlan } from "./served-part.js";
import type { HouseTerms } from "./thing-settings.js";

/** What parts are planned with. */
export interface PlanningEnvironment {
  readonly adapters: readonly AdapterPlugin[];
  readonly house: HouseTerms;
  environmentOf(adapter: AdapterPlugin): AdapterEnvironment;
}

type PartEnvironment = Pick<AdapterEnvironment, "readFile"> & Omit<GroupingEnvironment, "house">;

/** All parts of a configuration. What cannot even be planned becomes a part that says so. */
export async function plannedParts(
  configuration: GatewayConfiguration,
  { adapters, house, environmentOf }: PlanningEnvironment,
  { readFile, logger, clock, scenes }: PartEnvironment,
): Promise<readonly PartPlan[]> {
  const shown = (configuration.devices ?? []).filter(({ hidden }) => hidden !== true);
  const planned = shown.map(async (entry) => {
    try {
      return await plannedDevice(entry, { house, logger, read: readFile });
    } catch (error) {
      return unusable(`device ${entry.id}`, error);
    }
  });
  const brought = adapters.flatMap((plugin) =>
    entriesOf(configuration, plugin).map((entry) => plannedAdapter(plugin, entry, environmentOf(plugin))),
  );
  const many = { house, logger, clock, scenes };
  return [...(await Promise.all(planned)), ...brought, ...plannedGroups(configuration, many)];
}

/** After the devices, so that most members are there. */
function plannedGroups({ groups = [], scenes = [] }: GatewayConfiguration, many: GroupingEnvironment): PartPlan[] {
  return [
    ...groups.filter(({ hidden }) => hidden !== true).map((entry) => plannedGroup(entry, many)),
    ...scenes.filter(({ hidden }) => hidden !== true).map((entry) => plannedScene(entry, many)),
  ];
}

function unusable(key: string, error: unknown): PartPlan {
  return {
    key,
    content: asWotError(error).message,
    isRetried: false,
    start: () => Promise.reject(error),
  };
}
