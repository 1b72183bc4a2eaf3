import type { Servient } from "@thingwright/core";
import { type DeviceAnswers, southboundIri } from "./describe-device.js";
import { readDeviceInfo } from "./device-info.js";
import type { ShellyLimits } from "./limits.js";
import { type DeviceAddress, deviceDescription } from "./southbound.js";

interface ReadEnvironment {
  readonly servient: Servient;
  readonly limits: ShellyLimits;
}

/**
 * Asks the device at `url` what it is and how it is set up. Who it is, it says to anybody: so its password is not sent before
 * it is known whose it is.
 *
 * @throws {WotError} when it does not answer, is no Shelly of the second generation, or refuses
 */
export async function readDevice(
  url: string,
  { servient, limits: { timeoutMs } }: ReadEnvironment,
  signal: AbortSignal,
): Promise<{ readonly answers: DeviceAnswers; readonly address: DeviceAddress }> {
  const options = { timeoutMs, signal };
  const anyone = servient.consume(deviceDescription({ url, isProtected: false }, "urn:shelly:unknown"));
  const info = readDeviceInfo(await anyone.read("info", options));
  const address: DeviceAddress = { url, isProtected: info.isProtected };
  const device = servient.consume(deviceDescription(address, southboundIri(info)));
  const config = await device.read("config", options);
  const status = await device.read("status", options);
  return { answers: { info, config, status }, address };
}
