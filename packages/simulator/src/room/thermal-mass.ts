import { relaxed } from "./relaxation.js";

/** The building's side of the heat balance. */
export interface ThermalMass {
  /** Heat that warms walls, furniture and air by one kelvin. */
  readonly capacityJPerK: number;
  /** Heat lost to the outdoors for each kelvin of difference. */
  readonly lossWPerK: number;
}

export interface HeatFlows {
  readonly outdoorTemperatureC: number;
  /** People, lamps and machines. */
  readonly gainsW: number;
  /** What the fan blows in; `null` when it stands still. */
  readonly supplyAir: SupplyAir | null;
}

/** Air blown into the room by an HVAC unit. */
export interface SupplyAir {
  readonly temperatureC: number;
  /** Of the fan's full flow, 0 to 1. */
  readonly flow: number;
}

/** Heat that the supply air carries at full flow for each kelvin: about 0.2 kg/s of air. */
const fullFlowWPerK = 200;

/** The room's temperature after `seconds`: one node that exchanges heat with the outdoors and the supply air. */
export function temperatureAfter(temperatureC: number, mass: ThermalMass, flows: HeatFlows, seconds: number): number {
  const supplyWPerK = (flows.supplyAir?.flow ?? 0) * fullFlowWPerK;
  const supplyC = flows.supplyAir?.temperatureC ?? 0;
  const totalWPerK = mass.lossWPerK + supplyWPerK;
  const equilibriumC = (mass.lossWPerK * flows.outdoorTemperatureC + supplyWPerK * supplyC + flows.gainsW) / totalWPerK;
  return relaxed(temperatureC, equilibriumC, totalWPerK / mass.capacityJPerK, seconds);
}
