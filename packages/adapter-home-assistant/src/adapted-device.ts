import type { Logger } from "@thingwright/contracts";
import type { Servient } from "@thingwright/core";
import { type Bridge, BridgedParts, type BridgeOptions, bridgeParts } from "@thingwright/mapping";
import { thingModelUrl } from "@thingwright/thing-descriptions";
import type { AnnouncedDevice } from "./announced-device.js";
import type { BrokerAddress } from "./broker-address.js";
import { describeDevice } from "./describe-device.js";

/** What all devices of one broker share. */
export interface AdapterEnvironment {
  readonly servient: Servient;
  readonly address: BrokerAddress;
  readonly logger: Logger;
  readonly bridging: Pick<BridgeOptions, "limits" | "clock" | "logger">;
}

/** A device that has announced itself, with the Things that it is offered as. */
export class AdaptedDevice extends BridgedParts {
  readonly announced: AnnouncedDevice;
  /** What of the device is not offered, and why. */
  readonly problems: readonly string[];

  private constructor(announced: AnnouncedDevice, bridges: readonly Bridge[], problems: readonly string[]) {
    super(bridges);
    this.announced = announced;
    this.problems = problems;
  }

  /** Offers `announced`. Never fails: a part that cannot be offered is among the problems. */
  static async offer(announced: AnnouncedDevice, environment: AdapterEnvironment): Promise<AdaptedDevice> {
    const { servient, address, logger, bridging } = environment;
    const described = await describeDevice(announced, address, announced.id);
    const parts = described.parts.map(({ modelName, ...part }) => ({
      ...part,
      ...(modelName !== undefined && { modelHref: thingModelUrl(modelName) }),
    }));
    const { bridges, failures } = await bridgeParts(servient, parts, bridging);
    const problems = [...announced.problems, ...described.problems, ...failures];
    const { name: device } = announced;
    for (const problem of problems) logger.warn("not all of an announced device is offered", { device, problem });
    return new AdaptedDevice(announced, bridges, problems);
  }
}
