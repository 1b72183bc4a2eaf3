import type { StartOptions } from "../../device.js";
import { TcpListener } from "../../net/tcp-listener.js";
import type { ModbusCell, ModbusTables } from "../hvac-unit/modbus-cell.js";
import { modbusTcpServer } from "../hvac-unit/modbus-tcp-server.js";
import { type Carrier, type CarrierContext, exchangesOf } from "./carrier.js";
import { isObject, type Node } from "./recording-line.js";

/** Tables as the state of a recording names them. */
export const modbusTables = ["coils", "discreteInputs", "holdingRegisters", "inputRegisters"] as const;

type TableName = (typeof modbusTables)[number];

/** What one request has written, in the order of addresses. */
interface Written {
  readonly unit: number;
  readonly table: TableName;
  readonly address: number;
  readonly values: number[];
}

/**
 * Answers Modbus requests from the state of a recording, where `registers` has by server, unit, table and address what is
 * there. What is written is there from then on; scenes whose request has the method `write` tell what else it brings about.
 * Other addresses are illegal.
 */
export class ModbusCarrier implements Carrier {
  readonly #context: CarrierContext;
  readonly #listener: TcpListener;
  #written: Written | undefined;

  constructor(context: CarrierContext) {
    this.#context = context;
    const { faults } = context;
    const server = modbusTcpServer({ tables: (unit) => this.#tables(unit), faults });
    this.#listener = new TcpListener({ server, faults });
  }

  async start({ signal }: StartOptions): Promise<string> {
    const { address, port } = this.#context;
    return `modbus+tcp://${address}:${await this.#listener.listen(address, port, signal)}`;
  }

  notify(): void {}

  stop(): Promise<void> {
    return this.#listener.close();
  }

  #tables(unit: number): ModbusTables | undefined {
    const tables = membersAt(this.#context.player.state, ["registers", this.#context.name, String(unit)]);
    if (tables === undefined) {
      this.#context.unrecorded(`unit ${unit}`);
      return undefined;
    }
    return Object.fromEntries(modbusTables.map((table) => [table, this.#cells(unit, table, tables)])) as {
      readonly [Name in TableName]: ReadonlyMap<number, ModbusCell>;
    };
  }

  #cells(unit: number, table: TableName, tables: Node): ReadonlyMap<number, ModbusCell> {
    const isWritable = table === "coils" || table === "holdingRegisters";
    const values = Object.entries(membersAt(tables, [table]) ?? {});
    return new Map(
      values.map(([address, value]) => {
        const write = (written: number): void => this.#write(unit, table, Number(address), written);
        return [Number(address), { read: () => Number(value), ...(isWritable && { write }) }];
      }),
    );
  }

  #write(unit: number, table: TableName, address: number, value: number): void {
    const { player, name } = this.#context;
    player.remember({ registers: { [name]: { [unit]: { [table]: { [address]: value } } } } });
    if (this.#written === undefined) {
      this.#written = { unit, table, address, values: [] };
      // One request writes all its registers in one turn.
      queueMicrotask(() => this.#tell());
    }
    this.#written.values.push(value);
  }

  #tell(): void {
    const { unit, table, address, values } = this.#written as Written;
    this.#written = undefined;
    const { player, exchanges } = this.#context;
    const scenes = exchangesOf(exchanges, "write", `${unit}/${table}/${address}`, []);
    player.react(scenes, Buffer.from(JSON.stringify(values)), {});
  }
}

/** The object at the end of `names`; `undefined` where there is none. */
function membersAt(node: Node, names: readonly string[]): Node | undefined {
  let value: unknown = node;
  for (const name of names) {
    if (!isObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return isObject(value) ? value : undefined;
}
