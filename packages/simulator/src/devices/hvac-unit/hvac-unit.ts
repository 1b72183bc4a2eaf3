import { UsageError } from "@thingwright/errors";
import type { SimulatedDevice, Site, StartOptions } from "../../device.js";
import { FaultInjector } from "../../faults/fault-injector.js";
import { TcpListener } from "../../net/tcp-listener.js";
import { AirFilter } from "./air-filter.js";
import { ClimateControl } from "./climate-control.js";
import { modbusTcpServer } from "./modbus-tcp-server.js";
import { impossibleRegisterMap, registerMap } from "./register-map.js";

export interface HvacUnitOptions {
  readonly id?: string;
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default 1. */
  readonly unitId?: number;
  /** Running time of the filter at the start. Default 1200 h. */
  readonly filterHours?: number;
  /** Running time after which it is dirty. Default 2000 h. */
  readonly filterLimitHours?: number;
  readonly maxConnections?: number;
  readonly idleTimeoutMs?: number;
}

/** A fan coil unit of the fictional maker Nordklima, behind Modbus TCP. */
export interface HvacUnit extends SimulatedDevice {
  readonly protocol: "modbus+tcp";
  readonly host: string;
  /** Known once started. */
  readonly port: number;
  readonly unitId: number;
  readonly control: ClimateControl;
  readonly filter: AirFilter;
}

/** Builds an HVAC unit; `start` opens its port and lets it heat and cool the room. */
export function hvacUnit(site: Site, options: HvacUnitOptions = {}): HvacUnit {
  const { id = "hvac-unit", host = "127.0.0.1", port = 0, unitId = 1 } = options;
  const faults = new FaultInjector({ clock: site.clock, random: site.randomFor(`${id} faults`) });
  const control = new ClimateControl(site.room.state.temperatureC);
  const filter = new AirFilter(options.filterHours ?? 1200, options.filterLimitHours ?? 2000);
  const healthy = registerMap(site.room, control, filter);
  const impossible = impossibleRegisterMap(healthy);
  const tables = (unit: number) => {
    if (unit !== unitId) return undefined;
    return faults.isEnabled("wrong-type") ? impossible : healthy;
  };
  let boundPort = port;
  let listener: TcpListener | undefined;
  let stopWorking = (): void => {};

  async function start(startOptions: StartOptions = {}): Promise<void> {
    if (listener !== undefined) throw new UsageError("WOT_STATE", `${id} is already started`);
    const { idleTimeoutMs = 300_000, maxConnections = 32 } = options;
    const server = modbusTcpServer({ tables, faults, idleTimeoutMs });
    listener = new TcpListener({ server, faults, maxConnections });
    boundPort = await listener.listen(host, port, startOptions.signal);
    stopWorking = work(site, control, filter);
  }

  async function stop(): Promise<void> {
    stopWorking();
    site.room.setSupplyAir(null);
    await listener?.close();
    listener = undefined;
  }

  return {
    id,
    kind: "hvac-unit",
    protocol: "modbus+tcp",
    faults,
    host,
    get port() {
      return boundPort;
    },
    unitId,
    control,
    filter,
    start,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** Lets the unit work at every step of the room, until the returned function is called. */
function work(site: Site, control: ClimateControl, filter: AirFilter): () => void {
  let lastMs = site.clock.nowMs();
  return site.room.onStep(() => {
    const seconds = (site.clock.nowMs() - lastMs) / 1000;
    lastMs = site.clock.nowMs();
    site.room.setSupplyAir(control.step(site.room.state.temperatureC, seconds));
    if (control.isFanRunning) filter.run(seconds);
  });
}
