import type { Logger } from "@thingwright/contracts";
import type { Servient } from "@thingwright/core";
import { type Bridge, BridgedParts, type BridgeOptions, bridgeParts } from "@thingwright/mapping";
import { thingModelUrl } from "@thingwright/thing-descriptions";
import { describeDevice } from "./describe-device.js";
import type { ListedDevice } from "./device-list.js";
import type { DeviceAddress } from "./southbound.js";

/** What all devices of one Zigbee2MQTT share. */
export interface AdapterEnvironment {
  readonly servient: Servient;
  readonly address: Omit<DeviceAddress, "name">;
  readonly logger: Logger;
  readonly bridging: Pick<BridgeOptions, "limits" | "clock" | "logger">;
}

/** A device behind Zigbee2MQTT, with the Things that it is offered as. */
export class AdaptedDevice extends BridgedParts {
  readonly listed: ListedDevice;
  /** What of the device is not offered, and why. */
  readonly problems: readonly string[];

  private constructor(listed: ListedDevice, bridges: readonly Bridge[], problems: readonly string[]) {
    super(bridges);
    this.listed = listed;
    this.problems = problems;
  }

  /** Offers `listed`. Never fails: a part that cannot be offered is among the problems. */
  static async offer(listed: ListedDevice, environment: AdapterEnvironment): Promise<AdaptedDevice> {
    const { servient, address, logger, bridging } = environment;
    const { definition, friendlyName: name, ieeeAddress } = listed;
    const described = await describeDevice(definition, { ...address, name }, `urn:zigbee:${ieeeAddress}`);
    const parts = described.parts.map(({ modelName, ...part }) => ({
      ...part,
      ...(modelName !== undefined && { modelHref: thingModelUrl(modelName) }),
    }));
    const { bridges, failures } = await bridgeParts(servient, parts, bridging);
    const problems = [...described.problems, ...failures];
    for (const problem of problems) logger.warn("not all of a Zigbee device is offered", { device: name, problem });
    return new AdaptedDevice(listed, bridges, problems);
  }
}
