import type { Scalar } from "./register-map.js";

/** A device behind the server of an entry. */
export interface ListedUnit {
  readonly unitId?: number;
  readonly id: string;
  readonly title: string;
  /** A name of a register map that is here, `sunspec`, or a file. Absent: the device is recognized. */
  readonly map?: string;
  readonly parameters?: Readonly<Record<string, Scalar>>;
}

/** An entry of a configuration: a Modbus TCP server, or a gateway to a serial line, with the units behind it. */
export interface ModbusEntry {
  readonly host: string;
  readonly port?: number;
  readonly framing?: "tcp" | "rtu-over-tcp";
  readonly devices: readonly ListedUnit[];
}
