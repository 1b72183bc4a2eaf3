import { UsageError } from "@thingwright/errors";
import type { SimulatedDevice, Site, StartOptions } from "./device.js";
import { airQualitySensor } from "./devices/air-quality-sensor/index.js";
import { hvacUnit } from "./devices/hvac-unit/index.js";
import { lightingHub } from "./devices/lighting-hub/index.js";
import {
  climateSensor,
  contactSensor,
  MqttSensor,
  occupancySensor,
  type SensorModel,
} from "./devices/room-sensors/index.js";
import type { FaultInjector } from "./faults/fault-injector.js";
import type { Room, RoomOptions } from "./room/room.js";
import { site } from "./site.js";
import { scaledClock } from "./time/scaled-clock.js";
import type { SimulatedClock } from "./time/simulated-clock.js";

export interface SimulatedBuildingOptions extends StartOptions {
  /** Decides everything that is left to chance. Default 1. */
  readonly seed?: number;
  /** Default: a clock that keeps the wall's pace. */
  readonly clock?: SimulatedClock;
  /** The broker that the wireless sensors report to. */
  readonly mqttUrl: string;
  /** Default `zb`. */
  readonly baseTopic?: string;
  /** Where the devices listen. Default `127.0.0.1`. */
  readonly host?: string;
  /** Default 0 for each: any free port. */
  readonly ports?: { readonly lightingHub?: number; readonly hvac?: number; readonly airQuality?: number };
  /** Physics of the room, other than its clock and seed. */
  readonly room?: Omit<RoomOptions, "clock" | "seed">;
  /** Devices of your own: each gets the site that it stands in. */
  readonly extraDevices?: readonly ((site: Site) => SimulatedDevice)[];
}

/** A building that runs: where its devices are, and the handles that move and break it. */
export interface SimulatedBuilding extends AsyncDisposable {
  readonly lightingHub: { readonly url: string; readonly applicationKey: string };
  readonly hvac: { readonly host: string; readonly port: number; readonly unitId: number };
  readonly mqtt: {
    readonly url: string;
    readonly baseTopic: string;
    readonly names: { readonly climate: string; readonly occupancy: string; readonly contact: string };
  };
  readonly airQuality: { readonly url: string };
  readonly devices: ReadonlyMap<string, SimulatedDevice>;
  /** The fault injector of each device, by the device's id. */
  readonly faults: ReadonlyMap<string, FaultInjector>;
  readonly room: Room;
  readonly clock: SimulatedClock;
  stop(): Promise<void>;
}

/**
 * Starts a room with a lighting hub, an HVAC unit, an air quality sensor and wireless sensors. Resolves once all can be reached.
 *
 * @throws {UsageError} WOT_ARGUMENT if two devices have the same id, WOT_ADDRESS_IN_USE
 * @throws {NetworkError} if a port cannot be bound or the broker cannot be reached; nothing stays open then
 * @throws {TimeoutError} if the broker does not answer within `timeoutMs`
 * @throws {AbortError} if `signal` aborts
 */
export async function simulatedBuilding(options: SimulatedBuildingOptions): Promise<SimulatedBuilding> {
  const { seed = 1, clock = scaledClock(), baseTopic = "zb", host = "127.0.0.1", mqttUrl } = options;
  const here = site({ ...options.room, clock, seed });
  const hub = lightingHub(here, { host, port: options.ports?.lightingHub ?? 0 });
  const hvac = hvacUnit(here, { host, port: options.ports?.hvac ?? 0 });
  const air = airQualitySensor(here, { host, port: options.ports?.airQuality ?? 0 });
  const sensors = wirelessSensors(here, mqttUrl, baseTopic);
  const others = (options.extraDevices ?? []).map((build) => build(here));
  const devices = distinct([hub, hvac, air, ...Object.values(sensors), ...others]);
  const stop = (): Promise<void> => stopAll(here.room, devices);
  await startAll(here.room, devices, options);
  return {
    lightingHub: { url: hub.url, applicationKey: hub.applicationKey },
    hvac: { host: hvac.host, port: hvac.port, unitId: hvac.unitId },
    mqtt: { url: mqttUrl, baseTopic, names: namesOf(sensors) },
    airQuality: { url: air.url },
    devices: new Map(devices.map((device) => [device.id, device])),
    faults: new Map(devices.map((device) => [device.id, device.faults])),
    room: here.room,
    clock,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function distinct(devices: readonly SimulatedDevice[]): readonly SimulatedDevice[] {
  const ids = new Set(devices.map((device) => device.id));
  if (ids.size < devices.length) throw new UsageError("WOT_ARGUMENT", "two devices have the same id");
  return devices;
}

function wirelessSensors(here: Site, mqttUrl: string, baseTopic: string) {
  const build = (name: string, model: SensorModel) => new MqttSensor(here, { name, model, mqttUrl, baseTopic });
  return {
    climate: build("office-climate", climateSensor()),
    occupancy: build("office-occupancy", occupancySensor()),
    contact: build("office-door", contactSensor()),
  };
}

function namesOf(sensors: ReturnType<typeof wirelessSensors>): SimulatedBuilding["mqtt"]["names"] {
  return { climate: sensors.climate.id, occupancy: sensors.occupancy.id, contact: sensors.contact.id };
}

async function startAll(room: Room, devices: readonly SimulatedDevice[], options: StartOptions): Promise<void> {
  room.start();
  const results = await Promise.allSettled(devices.map((device) => device.start(options)));
  const failure = results.find((result) => result.status === "rejected");
  if (failure === undefined) return;
  await stopAll(room, devices);
  throw failure.reason;
}

async function stopAll(room: Room, devices: readonly SimulatedDevice[]): Promise<void> {
  room.stop();
  await Promise.all(devices.map((device) => device.stop()));
}
