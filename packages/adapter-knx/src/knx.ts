import {
  type AdaptedDevice,
  type Adapter,
  type DeviceChange,
  DeviceRoster,
  type ListedDevice,
  RosterAdapter,
  type SettingsOf,
} from "@thingwright/adapter-core";
import { type ClientBinding, type Logger, silent, systemClock } from "@thingwright/contracts";
import { Servient } from "@thingwright/core";
import { UsageError } from "@thingwright/errors";
import type { BridgeOptions } from "@thingwright/mapping";
import { assignProject } from "./assignment/assign.js";
import type { AssignedDevice } from "./assignment/assigned-device.js";
import type { Assignment } from "./assignment/assignment.js";
import { type KnxClientOptions, knxClient } from "./binding/client.js";
import { busUrl, parseKnxAddress } from "./binding/knx-address.js";
import { describeDevice, type InstallationAddress } from "./describe-device.js";
import { type KnxLimits, knxLimitsFrom } from "./limits.js";
import { patientLogger } from "./patient-logger.js";
import type { KnxProject } from "./project/knx-project.js";

/** Options of {@link knx}. */
export interface KnxOptions extends Omit<KnxClientOptions, "limits"> {
  /** The bus: `knx://host`, `knx+tcp://host` or `knx+multicast://224.0.23.12`. */
  readonly bus: string;
  readonly project: KnxProject;
  /** Devices as their owner says them; they take their addresses from what the project says. */
  readonly devices?: readonly AssignedDevice[];
  /** IRI that the ids of all Things begin with; default `urn:knx:installation`. Two installations need two. */
  readonly id?: string;
  /** Hears what changes. Must not throw. */
  readonly onChange?: (change: DeviceChange<AdaptedDevice>) => void;
  /** What the owner says of single Things, by their ids. */
  readonly settingsOf?: SettingsOf;
  readonly limits?: Partial<KnxLimits> & KnxClientOptions["limits"] & BridgeOptions["limits"];
}

/** A KNX installation as Things of the common API. */
export interface Knx extends Adapter {
  /** What of the project is not offered, and why. */
  readonly problems: readonly string[];
  /** Offers what the installation has become: devices that have changed are offered anew, all others go on. */
  update(project: KnxProject, devices?: readonly AssignedDevice[]): Promise<void>;
}

/**
 * Offers the devices of a KNX installation on the servers of `servient`. Resolves when all are offered; the bus may be away: they
 * answer WOT_UNAVAILABLE until it comes.
 *
 * @throws {UsageError} WOT_ARGUMENT for what is no address of a bus; WOT_RANGE for a limit out of range
 */
export async function knx(servient: Servient, options: KnxOptions): Promise<Knx> {
  const adapter = new RunningKnx(servient, options);
  await adapter.update(options.project, options.devices);
  return adapter;
}

/** Buses come back in seconds: that is how long it may take until they are noticed. */
const maxRetryMs = 10_000;

class RunningKnx extends RosterAdapter implements Knx {
  problems: readonly string[] = [];
  readonly #address: InstallationAddress;
  readonly #client: ClientBinding;
  readonly #southbound: Servient;
  protected readonly roster: DeviceRoster;
  readonly #logger: Logger;

  constructor(servient: Servient, options: KnxOptions) {
    super();
    const { limits = {}, id = "urn:knx:installation", logger = silent, clock = systemClock } = options;
    this.#address = { bus: busOf(options.bus), id };
    this.#logger = logger;
    this.#client = knxClient(options);
    this.#southbound = new Servient({ clients: [this.#client] });
    this.roster = new DeviceRoster({
      servient,
      consume: (td) => this.#southbound.consume(td),
      maxDevices: knxLimitsFrom(limits).maxDevices,
      bridging: { clock, logger: patientLogger(logger), limits: { maxRetryMs, ...limits } },
      onChange: options.onChange,
      ...(options.settingsOf !== undefined && { settingsOf: options.settingsOf }),
    });
  }

  async update(project: KnxProject, own: readonly AssignedDevice[] = []): Promise<void> {
    const { devices, problems } = assignProject(project, own);
    this.problems = problems;
    for (const problem of problems) this.#logger.warn("not all of a KNX installation is offered", { problem });
    await this.roster.become(devices.map((device) => this.#listed(device)));
  }

  async stop(): Promise<void> {
    await this.roster.stop();
    await this.#southbound.stop();
    await this.#client.stop();
  }

  #listed(device: Assignment): ListedDevice {
    // Names of addresses count where affordances have them.
    const members = device.members.map(({ role, address: { name, description, ...address }, type }) => [
      role ?? [name, description],
      address.address,
      address.answers,
      address.takes,
      type.id,
    ]);
    return {
      key: device.key,
      name: device.name,
      revision: JSON.stringify([device.kind, device.scene, members]),
      describe: async () => ({ parts: [await describeDevice(device, this.#address)], problems: [] }),
    };
  }
}

/** @throws {UsageError} WOT_ARGUMENT */
function busOf(text: string): string {
  const found = parseKnxAddress(text);
  if (found === undefined) throw new UsageError("WOT_ARGUMENT", `${JSON.stringify(text)} is no knx://host of a bus`);
  return busUrl(found.bus);
}
