import type { Clock, CredentialStore, Logger } from "@thingwright/contracts";
import type { ExposedThing, Servient } from "@thingwright/core";
import { asWotError, type WotError } from "@thingwright/errors";
import { type Bridge, type BridgeOptions, bridge, textOf } from "@thingwright/mapping";
import { thingModelUrl } from "@thingwright/thing-descriptions";
import {
  type DescribedDevice,
  type DescribedPart,
  type DeviceAnswers,
  describeDevice,
  southboundIri,
} from "./describe-device.js";
import type { DeviceInfo } from "./device-info.js";
import { DeviceLink } from "./device-link.js";
import type { ShellyLimits } from "./limits.js";
import { type DeviceAddress, deviceDescription, passwordDefinition } from "./southbound.js";

/** What all devices of one adapter share. */
export interface AdapterEnvironment {
  readonly servient: Servient;
  readonly credentials: CredentialStore | undefined;
  readonly limits: ShellyLimits;
  readonly bridging: Pick<BridgeOptions, "limits" | "clock" | "logger">;
  readonly clock: Clock;
  readonly logger: Logger;
  random(): number;
}

/** A Shelly with the Things that it is offered as. */
export class ShellyDevice implements AsyncDisposable {
  readonly info: DeviceInfo;
  readonly address: DeviceAddress;
  /** What of the device is not offered, and why. */
  readonly problems: readonly string[];
  /** Tells descriptions of the device apart. */
  readonly fingerprint: string;
  readonly #bridges: readonly Bridge[];
  readonly #link: DeviceLink;

  private constructor(
    info: DeviceInfo,
    address: DeviceAddress,
    described: DescribedDevice,
    bridges: readonly Bridge[],
    link: DeviceLink,
  ) {
    this.info = info;
    this.address = address;
    this.problems = described.problems;
    this.fingerprint = fingerprintOf(described);
    this.#bridges = bridges;
    this.#link = link;
  }

  /** Offers a device. Never fails: a part that cannot be offered is among the problems. */
  static async offer(
    answers: DeviceAnswers,
    address: DeviceAddress,
    environment: AdapterEnvironment,
    onRevised: () => void,
  ): Promise<ShellyDevice> {
    const { info } = answers;
    const { servient, limits, clock, logger, random } = environment;
    const described = await describeDevice(answers, address, limits.maxComponents);
    const description = deviceDescription(address, southboundIri(info));
    const link = new DeviceLink({
      device: servient.consume(description),
      url: `${address.url.replace(/^http/, "ws")}/rpc`,
      limits,
      clock,
      logger,
      random,
      onRevised,
      password: async () => textOf((await environment.credentials?.get(description, passwordDefinition))?.password),
    });
    const bridges: Bridge[] = [];
    const failures: string[] = [];
    for (const part of described.parts) {
      const offered = await offerPart(part, link, environment);
      if ("thing" in offered) bridges.push(offered);
      else failures.push(`${part.title}: ${offered.message}`);
    }
    const problems = [...described.problems, ...failures];
    for (const problem of problems) logger.warn("not all of a Shelly is offered", { device: info.id, problem });
    link.start();
    return new ShellyDevice(info, address, { ...described, problems }, bridges, link);
  }

  /** The Things that it is offered as, the main one first. */
  get things(): readonly ExposedThing[] {
    return this.#bridges.map(({ thing }) => thing);
  }

  /** Whether the device can be heard now. */
  get isAvailable(): boolean {
    return this.#link.source.isLive;
  }

  /** When the device was last heard, in milliseconds since 1970; `undefined` before it is. */
  get lastSeen(): number | undefined {
    const times = this.#bridges.flatMap(({ device }) => device.heardAt ?? []);
    return times.length === 0 ? undefined : Math.max(...times);
  }

  /** Takes its Things back. Idempotent. */
  async stop(): Promise<void> {
    await Promise.all([this.#link.stop(), ...this.#bridges.map((each) => each.stop())]);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}

/** What of a description makes other Things: its titles, models and mappings. */
export const fingerprintOf = ({ parts }: DescribedDevice): string =>
  JSON.stringify(parts.map(({ id, title, model, southbound }) => [id, title, model, southbound]));

async function offerPart(
  part: DescribedPart,
  link: DeviceLink,
  { servient, bridging }: AdapterEnvironment,
): Promise<Bridge | WotError> {
  const { southbound, model, modelName, id, title } = part;
  const modelHref = modelName === undefined ? {} : { modelHref: thingModelUrl(modelName) };
  const through = (forms: Parameters<DeviceLink["through"]>[0]) => link.through(forms);
  try {
    return await bridge(servient, southbound, { ...bridging, as: model, id, title, through, ...modelHref });
  } catch (error) {
    return asWotError(error);
  }
}
