import type { FindOptions, FoundEntry } from "@thingwright/adapter-core";
import { modbusClient } from "@thingwright/binding-modbus";
import { newUuid } from "@thingwright/contracts";
import { Servient } from "@thingwright/core";
import { asWotError } from "@thingwright/errors";
import { registerMap, registerMapNames } from "./known-maps.js";
import { modbusAdapterLimits } from "./limits.js";
import type { ListedUnit, ModbusEntry } from "./modbus-entry.js";
import { recognized } from "./recognize.js";
import { type SunSpecScan, scanSunSpec } from "./sunspec/scan-sunspec.js";

/**
 * Devices that are recognized at the hosts that are named (`host` or `host:port`), by unit ids 1 to `maxScannedUnits`. Only
 * reads, one host after the other, and never looks anywhere else: Modbus devices cannot be asked whether they are there
 * without asking every address.
 */
export async function* find(options: FindOptions): AsyncIterable<FoundEntry<ModbusEntry>> {
  const { hosts = [], clock, logger, signal } = options;
  const client = modbusClient({ clock, limits: { responseTimeoutMs: modbusAdapterLimits.scanTimeoutMs } });
  await using servient = new Servient({ clients: [client], clock, logger });
  for (const written of hosts) {
    if (signal.aborted) return;
    const address = addressOf(written);
    const devices = await unitsAt(address, servient, signal);
    if (devices.length === 0) continue;
    const titles = devices.map(({ title }) => title).join(", ");
    yield { entry: { ...address, devices }, title: `${titles} at ${written}` };
  }
}

function addressOf(written: string): { readonly host: string; readonly port?: number } {
  const match = /^(.*[^:]):(\d{1,5})$/.exec(written);
  return match === null ? { host: written } : { host: match[1]!.replace(/^\[|\]$/g, ""), port: Number(match[2]) };
}

/** Those that are recognized; none when nobody listens there. */
async function unitsAt(
  address: { readonly host: string; readonly port?: number },
  servient: Servient,
  signal: AbortSignal,
): Promise<readonly ListedUnit[]> {
  const maps = registerMapNames.map((name) => [name, registerMap(name)] as const);
  const { recognitionTimeoutMs: timeoutMs, maxScannedUnits } = modbusAdapterLimits;
  const options = { consume: servient.consume.bind(servient), timeoutMs, signal };
  const found: ListedUnit[] = [];
  let unreachable = 0;
  for (let unitId = 1; unitId <= maxScannedUnits && !signal.aborted; unitId++) {
    try {
      const map = await recognized(
        maps.map(([, each]) => each),
        { ...address, unitId },
        options,
      );
      const name = maps.find(([, each]) => each === map)?.[0];
      const id = `urn:uuid:${newUuid()}`;
      const scan = map === undefined ? await scanSunSpec({ ...address, unitId }, options) : undefined;
      if (name !== undefined) found.push({ unitId, id, title: `${map!.title} ${unitId}`, map: name });
      else if (scan !== undefined) found.push({ unitId, id, title: titleOf(scan, unitId), map: "sunspec" });
    } catch (error) {
      if (isUnsent(error)) unreachable += 1;
      if (unreachable >= 2) return found;
    }
  }
  return found;
}

const titleOf = ({ maker, product }: SunSpecScan, unitId: number): string => `${maker} ${product} ${unitId}`.trim();

/** Whether the request reached nobody: nobody listens there, unless it is a gateway that has no way to this one unit. */
const isUnsent = (error: unknown): boolean => {
  const known = asWotError(error);
  return "sent" in known && known.sent === false;
};
