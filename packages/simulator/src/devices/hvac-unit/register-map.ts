import type { Room } from "../../room/room.js";
import type { AirFilter } from "./air-filter.js";
import { type ClimateControl, hvacModes } from "./climate-control.js";
import { fromInt16, int16, type ModbusCell, type ModbusTables } from "./modbus-cell.js";

/** Addresses in the unit's tables, as on the wire: they count from 0. */
export const hvacAddress = {
  holding: { targetTemperature: 0, mode: 1, fanSpeed: 2 },
  input: { roomTemperature: 0, supplyTemperature: 1, humidity: 2, filterHours: 3, status: 5 },
  coil: { filterReset: 0 },
} as const;

/** Bits of the status register; discrete inputs 0 to 5 are the same bits. */
export const hvacStatusBit = { compressor: 0, heating: 1, alarm: 2, filterDirty: 3, fan: 4, cooling: 5 } as const;

/** Below this the unit raises its alarm: pipes may freeze. */
const frostC = 5;
/** Target temperatures that the unit takes, in tenths of a degree. */
const targetTenths = { minimum: 50, maximum: 350 } as const;
/** What a sensor that broke, or a mode that does not exist, looks like in a register. */
const impossible = { temperature: 0x8000, mode: 99, percent: 0xffff } as const;

/** The unit's register map. Temperatures are signed, in 0.1 °C; humidity in 0.1 %; filter hours high word first. */
export function registerMap(room: Room, control: ClimateControl, filter: AirFilter): ModbusTables {
  const { holding, input, coil } = hvacAddress;
  const status = (): number => statusBits(room, control, filter);
  return {
    coils: new Map([[coil.filterReset, { read: () => 0, write: (value) => value === 1 && filter.replace() }]]),
    discreteInputs: new Map(
      Object.values(hvacStatusBit).map((bit): [number, ModbusCell] => [bit, { read: () => (status() >> bit) & 1 }]),
    ),
    holdingRegisters: new Map<number, ModbusCell>([
      [holding.targetTemperature, targetTemperature(control)],
      [holding.mode, mode(control)],
      [holding.fanSpeed, fanSpeed(control)],
    ]),
    inputRegisters: new Map<number, ModbusCell>([
      [input.roomTemperature, { read: () => int16(room.state.temperatureC * 10) }],
      [input.supplyTemperature, { read: () => int16(control.supplyTemperatureC * 10) }],
      [input.humidity, { read: () => Math.round(room.state.relativeHumidityPercent * 10) }],
      [input.filterHours, { read: () => (filter.hours >>> 16) & 0xffff }],
      [input.filterHours + 1, { read: () => filter.hours & 0xffff }],
      [input.status, { read: status }],
    ]),
  };
}

/** The same addresses with values that the map does not allow: what `wrong-type` means in registers. */
export function impossibleRegisterMap(tables: ModbusTables): ModbusTables {
  const { holding, input } = hvacAddress;
  const instead = (table: ReadonlyMap<number, ModbusCell>, values: ReadonlyMap<number, number>) =>
    new Map(
      [...table].map(([address, cell]) => [address, { ...cell, read: () => values.get(address) ?? cell.read() }]),
    );
  const { temperature, mode, percent } = impossible;
  return {
    ...tables,
    holdingRegisters: instead(
      tables.holdingRegisters,
      new Map<number, number>([
        [holding.targetTemperature, temperature],
        [holding.mode, mode],
        [holding.fanSpeed, percent],
      ]),
    ),
    inputRegisters: instead(
      tables.inputRegisters,
      new Map<number, number>([
        [input.roomTemperature, temperature],
        [input.supplyTemperature, temperature],
        [input.humidity, percent],
      ]),
    ),
  };
}

function targetTemperature(control: ClimateControl): ModbusCell {
  return {
    read: () => int16(control.targetTemperatureC * 10),
    accepts: (value) => fromInt16(value) >= targetTenths.minimum && fromInt16(value) <= targetTenths.maximum,
    write: (value) => {
      control.targetTemperatureC = fromInt16(value) / 10;
    },
  };
}

function mode(control: ClimateControl): ModbusCell {
  return {
    read: () => hvacModes.indexOf(control.mode),
    accepts: (value) => value < hvacModes.length,
    write: (value) => {
      control.mode = hvacModes[value]!;
    },
  };
}

function fanSpeed(control: ClimateControl): ModbusCell {
  return {
    read: () => control.fanSpeed,
    accepts: (value) => value <= 100,
    write: (value) => {
      control.fanSpeed = value;
    },
  };
}

function statusBits(room: Room, control: ClimateControl, filter: AirFilter): number {
  const { compressor, heating, alarm, filterDirty, fan, cooling } = hvacStatusBit;
  const bit = (number: number, isSet: boolean): number => (isSet ? 1 << number : 0);
  return (
    bit(compressor, control.isHeating || control.isCooling) |
    bit(heating, control.isHeating) |
    bit(alarm, filter.isDirty || room.state.temperatureC < frostC) |
    bit(filterDirty, filter.isDirty) |
    bit(fan, control.isFanRunning) |
    bit(cooling, control.isCooling)
  );
}
