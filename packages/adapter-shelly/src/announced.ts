import { merged } from "@thingwright/adapter-core";
import { type Clock, type Logger, uriHost } from "@thingwright/contracts";
import { type FindServicesOptions, type FoundService, findServices } from "@thingwright/discovery";
import { asWotError } from "@thingwright/errors";

/** A device that has announced itself. */
export interface AnnouncedDevice {
  /** Host, with a port where it is another than 80. */
  readonly address: string;
  /** Its id, as it announces it. */
  readonly name: string;
}

/** How devices are looked for. */
export interface AnnouncedOptions {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Finds services of a type; another one for tests. */
export type Services = (type: string, options: FindServicesOptions) => AsyncIterable<FoundService>;

/**
 * Devices of the second generation and later that announce themselves by Multicast DNS: as `_shelly._tcp`, or as `_http._tcp` with their
 * generation, which older firmware has alone. Until the signal aborts.
 *
 * @see https://shelly-api-docs.shelly.cloud/gen2/General/mDNS
 */
export async function* announcedDevices(
  { signal, clock, logger }: AnnouncedOptions,
  services: Services = findServices,
): AsyncGenerator<AnnouncedDevice> {
  const seen = new Set<string>();
  const failed = (error: unknown): void =>
    logger.warn("Shelly devices cannot be looked for", { message: asWotError(error).message });
  const types = ["_shelly._tcp", "_http._tcp"] as const;
  const sources = types.map((type) => services(type, { signal, clock }));
  for await (const { name, host, port, text } of merged(sources, failed)) {
    const generation = Number(text.get("gen") ?? Number.NaN);
    if (!/^shelly/i.test(name) && text.get("app") === undefined) continue;
    if (!(generation >= 2)) continue;
    const address = port === 80 ? uriHost(host) : `${uriHost(host)}:${port}`;
    if (seen.has(address)) continue;
    seen.add(address);
    yield { address, name };
  }
}

/**
 * Addresses of devices as they announce themselves by Multicast DNS, for `shelly({ addresses })`. Looks from the first `next` on, until it is
 * left.
 */
export function announcedAddresses(
  { clock, logger }: Omit<AnnouncedOptions, "signal">,
  services: Services = findServices,
): AsyncIterable<string> {
  return {
    [Symbol.asyncIterator]() {
      const ending = new AbortController();
      const devices = announcedDevices({ signal: ending.signal, clock, logger }, services);
      return {
        async next() {
          const { value, done } = await devices.next();
          return done === true ? { done, value: undefined } : { done: false, value: value.address };
        },
        async return() {
          ending.abort();
          await devices.return(undefined);
          return { done: true, value: undefined };
        },
      };
    },
  };
}
