export { type SimulatedBuilding, type SimulatedBuildingOptions, simulatedBuilding } from "./building.js";
export type { SimulatedDevice, Site, StartOptions } from "./device.js";
export * from "./devices/air-quality-sensor/index.js";
export * from "./devices/hvac-unit/index.js";
export * from "./devices/lighting-hub/index.js";
export * from "./devices/recorded/index.js";
export * from "./devices/room-sensors/index.js";
export { DeliveryChannel, type DeliveryChannelOptions } from "./faults/delivery-channel.js";
export {
  FaultInjector,
  type FaultInjectorOptions,
  type FaultName,
  type FaultSettings,
  faultNames,
} from "./faults/fault-injector.js";
export { mistyped } from "./faults/mistyped.js";
export { derivedSeed, mulberry32, noise, type Random } from "./random.js";
export { type OccupancySchedule, officeHours } from "./room/occupancy-schedule.js";
export { type LampOutput, Room, type RoomOptions, type RoomOverrides, type RoomState } from "./room/room.js";
export type { SupplyAir, ThermalMass } from "./room/thermal-mass.js";
export { type Weather, weather } from "./room/weather.js";
export { site } from "./site.js";
export { type ScaledClockOptions, scaledClock } from "./time/scaled-clock.js";
export { type Cancel, every, type SimulatedClock } from "./time/simulated-clock.js";
export { type SteppedClock, type SteppedClockOptions, steppedClock } from "./time/stepped-clock.js";
