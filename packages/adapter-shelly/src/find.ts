import { type FindOptions, type FoundEntry, merged } from "@thingwright/adapter-core";
import { findServices } from "@thingwright/discovery";
import { asWotError } from "@thingwright/errors";
import { announcedDevices, type Services } from "./announced.js";
import { deviceUrl } from "./device-address.js";
import { readDeviceInfo } from "./device-info.js";
import { shellyLimits } from "./limits.js";
import { deviceDescription } from "./southbound.js";

/** Part of an entry of a configuration. */
interface FoundAddress {
  readonly addresses: readonly [string];
}

/** Devices that announce themselves by Multicast DNS, and those that say at hosts that are named who they are. */
export async function* findShelly(
  options: FindOptions,
  services: Services = findServices,
): AsyncIterable<FoundEntry<FoundAddress>> {
  const { hosts = [], logger } = options;
  const seen = new Set<string>();
  const failed = (error: unknown): void =>
    logger.warn("Shelly devices cannot be looked for", { message: asWotError(error).message });
  const sources = [announced(options, services), ...hosts.map((host) => atHost(host, options))];
  for await (const found of merged(sources, failed)) {
    const [address] = found.entry.addresses;
    if (seen.has(address)) continue;
    seen.add(address);
    yield found;
  }
}

async function* announced(options: FindOptions, services: Services): AsyncIterable<FoundEntry<FoundAddress>> {
  for await (const { address, name } of announcedDevices(options, services)) {
    yield { entry: { addresses: [address] }, title: `Shelly "${name}" at ${address}` };
  }
}

/** Who it is, a device says to anybody. */
async function* atHost(host: string, { servient, signal }: FindOptions): AsyncIterable<FoundEntry<FoundAddress>> {
  try {
    const url = deviceUrl(host);
    const device = servient.consume(deviceDescription({ url, isProtected: false }, "urn:shelly:unknown"));
    const info = readDeviceInfo(await device.read("info", { timeoutMs: shellyLimits.timeoutMs, signal }));
    yield { entry: { addresses: [host] }, title: `Shelly "${info.name ?? info.id}" at ${host}` };
  } catch {
    // Whatever is there, it is no Shelly that can be offered.
  }
}
