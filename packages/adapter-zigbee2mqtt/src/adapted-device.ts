import type { Logger } from "@thingwright/contracts";
import type { ExposedThing, Servient } from "@thingwright/core";
import { asWotError, type WotError } from "@thingwright/errors";
import { type Bridge, type BridgeOptions, bridge } from "@thingwright/mapping";
import { thingModelUrl } from "@thingwright/thing-descriptions";
import { type DescribedPart, describeDevice } from "./describe-device.js";
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
export class AdaptedDevice implements AsyncDisposable {
  readonly listed: ListedDevice;
  /** What of the device is not offered, and why. */
  readonly problems: readonly string[];
  readonly #bridges: readonly Bridge[];

  private constructor(listed: ListedDevice, bridges: readonly Bridge[], problems: readonly string[]) {
    this.listed = listed;
    this.problems = problems;
    this.#bridges = bridges;
  }

  /** Offers `listed`. Never fails: a part that cannot be offered is among the problems. */
  static async offer(listed: ListedDevice, environment: AdapterEnvironment): Promise<AdaptedDevice> {
    const { address, logger } = environment;
    const { definition, friendlyName: name, ieeeAddress } = listed;
    const { parts, problems } = await describeDevice(definition, { ...address, name }, `urn:zigbee:${ieeeAddress}`);
    const bridges: Bridge[] = [];
    const failures: string[] = [];
    for (const part of parts) {
      const offered = await offerPart(part, environment);
      if ("thing" in offered) bridges.push(offered);
      else failures.push(`${part.title}: ${offered.message}`);
    }
    const all = [...problems, ...failures];
    for (const problem of all) logger.warn("not all of a Zigbee device is offered", { device: name, problem });
    return new AdaptedDevice(listed, bridges, all);
  }

  /** The Things that it is offered as, the main one first. */
  get things(): readonly ExposedThing[] {
    return this.#bridges.map(({ thing }) => thing);
  }

  /** False while the device, or Zigbee2MQTT, is said to be away. */
  get isAvailable(): boolean {
    return this.#bridges.every(({ device }) => device.isAvailable);
  }

  /** When the device was last heard, in milliseconds since 1970; `undefined` before it is. */
  get lastSeen(): number | undefined {
    const times = this.#bridges.flatMap(({ device }) => device.heardAt ?? []);
    return times.length === 0 ? undefined : Math.max(...times);
  }

  /** Takes its Things back. Idempotent. */
  async stop(): Promise<void> {
    await Promise.all(this.#bridges.map((each) => each.stop()));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}

async function offerPart(part: DescribedPart, environment: AdapterEnvironment): Promise<Bridge | WotError> {
  const { southbound, model, modelName, id, title } = part;
  const modelHref = modelName === undefined ? {} : { modelHref: thingModelUrl(modelName) };
  try {
    return await bridge(environment.servient, southbound, {
      ...environment.bridging,
      as: model,
      id,
      title,
      ...modelHref,
    });
  } catch (error) {
    return asWotError(error);
  }
}
