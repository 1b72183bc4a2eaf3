import { AdaptedDevice, type DescribedDevice, type OfferedDevice, type SettingsOf } from "@thingwright/adapter-core";
import type { Clock, CredentialStore, Logger } from "@thingwright/contracts";
import type { ExposedThing, Servient } from "@thingwright/core";
import { type BridgeOptions, textOf } from "@thingwright/mapping";
import { type DeviceAnswers, describeDevice, deviceIri, nameOf, southboundIri } from "./describe-device.js";
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
  readonly settingsOf: SettingsOf;
  readonly clock: Clock;
  readonly logger: Logger;
  random(): number;
}

/** A Shelly with the Things that it is offered as. */
export class ShellyDevice implements OfferedDevice, AsyncDisposable {
  readonly info: DeviceInfo;
  readonly address: DeviceAddress;
  /** Tells descriptions of the device apart. */
  readonly fingerprint: string;
  readonly #adapted: AdaptedDevice;
  readonly #link: DeviceLink;

  private constructor(
    info: DeviceInfo,
    address: DeviceAddress,
    fingerprint: string,
    adapted: AdaptedDevice,
    link: DeviceLink,
  ) {
    this.info = info;
    this.address = address;
    this.fingerprint = fingerprint;
    this.#adapted = adapted;
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
    const { servient, limits, bridging, settingsOf, clock, logger, random } = environment;
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
    const fingerprint = fingerprintOf(described, settingsOf);
    const listed = { key: deviceIri(info), name: nameOf(info), revision: fingerprint, describe: () => described };
    const through = () => (forms: Parameters<DeviceLink["through"]>[0]) => link.through(forms);
    const adapted = await AdaptedDevice.offer(listed, { servient, through, bridging, settingsOf });
    for (const problem of adapted.problems) {
      logger.warn("not all of a Shelly is offered", { device: info.id, problem });
    }
    link.start();
    return new ShellyDevice(info, address, fingerprint, adapted, link);
  }

  get name(): string {
    return this.#adapted.name;
  }

  get things(): readonly ExposedThing[] {
    return this.#adapted.things;
  }

  get problems(): readonly string[] {
    return this.#adapted.problems;
  }

  get isAvailable(): boolean {
    return this.#link.source.isLive;
  }

  get lastSeen(): number | undefined {
    return this.#adapted.lastSeen;
  }

  /** Takes its Things back. Idempotent. */
  async stop(): Promise<void> {
    await Promise.all([this.#link.stop(), this.#adapted.stop()]);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}

/** What makes other Things: titles, models, mappings, and what the owner says of each. */
export const fingerprintOf = ({ parts }: DescribedDevice, settingsOf: SettingsOf): string =>
  JSON.stringify(
    parts.map(({ id, title, model, southbound }) => [id, title, model, southbound, settingsOf(id) ?? null]),
  );
