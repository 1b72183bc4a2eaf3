import { zigbee2mqtt } from "@thingwright/adapter-zigbee2mqtt";
import type { Logger } from "@thingwright/contracts";
import { asWotError } from "@thingwright/errors";
import type { GatewayConfiguration } from "./gateway-configuration.js";
import { plannedDevice, type ReadDocument } from "./planned-device.js";
import type { PartPlan } from "./served-part.js";

/** All parts of a configuration. What cannot even be planned becomes a part that says so. */
export async function plannedParts(
  { devices = [], zigbee2mqtt: bridges = [] }: GatewayConfiguration,
  read: ReadDocument,
  logger: Logger,
): Promise<readonly PartPlan[]> {
  const planned = devices.map(async (entry) => {
    try {
      return await plannedDevice(entry, read, logger);
    } catch (error) {
      return unusable(`device ${entry.id}`, error);
    }
  });
  return [...(await Promise.all(planned)), ...bridges.map((bridge) => plannedZigbee(bridge, logger))];
}

function unusable(key: string, error: unknown): PartPlan {
  return {
    key,
    content: asWotError(error).message,
    isRetried: false,
    start: () => Promise.reject(error),
  };
}

function plannedZigbee(bridge: { readonly broker: string; readonly base?: string }, logger: Logger): PartPlan {
  const { broker, base = "zigbee2mqtt" } = bridge;
  return {
    key: `zigbee2mqtt ${broker} ${base}`,
    content: "",
    isRetried: true,
    async start(servient) {
      const running = await zigbee2mqtt(servient, { broker, base, logger });
      return { things: () => running.discover(), stop: () => running.stop() };
    },
  };
}
