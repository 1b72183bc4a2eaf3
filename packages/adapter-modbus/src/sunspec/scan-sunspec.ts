import type { ThingDescription } from "@thingwright/td";
import { type RecognitionOptions, readOnly } from "../recognize.js";
import { baseOf, type DeviceAddress } from "../southbound.js";
import { decodeModel } from "./decode-model.js";
import { type ModelTable, modelTable } from "./model-table.js";

/** A model that a device has. */
export interface FoundModel {
  readonly id: number;
  /** Of the first register behind its header, as on the wire. */
  readonly address: number;
  /** Registers behind its header. */
  readonly length: number;
  readonly table: ModelTable;
  /** Points that the device has. */
  readonly points: readonly string[];
}

/** What a SunSpec device says of itself. */
export interface SunSpecScan {
  readonly maker: string;
  readonly product: string;
  readonly models: readonly FoundModel[];
  /** Numbers of models that it has and nobody here knows. */
  readonly unknown: readonly number[];
}

/** Where a device may begin (SunSpec Device Information Model Specification, "Modbus map location"). */
const bases = [40_000, 50_000, 0];
/** "SunS". */
const mark = 0x5375_6e53;
const endMark = 0xffff;
const maxModels = 64;
/** Registers that one request reads. */
const maxRegisters = 125;

/**
 * Looks for a SunSpec map at `address`, and walks through its models. Only reads.
 *
 * @returns `undefined` when the device answers and has none
 * @throws {WotError} when the device cannot be reached
 */
export async function scanSunSpec(
  address: DeviceAddress,
  options: RecognitionOptions,
): Promise<SunSpecScan | undefined> {
  const read = async (at: number, quantity: number): Promise<DataView | undefined> => {
    const bytes = await readOnly(registersAt(address, at, quantity), options);
    if (!(bytes instanceof Uint8Array)) return undefined;
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  };
  for (const base of bases) {
    const view = await read(base, 2);
    if (view?.getUint32(0) === mark) return walk(base + 2, read);
  }
  return undefined;
}

type Read = (at: number, quantity: number) => Promise<DataView | undefined>;

async function walk(start: number, read: Read): Promise<SunSpecScan> {
  const models: FoundModel[] = [];
  const unknown: number[] = [];
  let [maker, product] = ["", ""];
  let at = start;
  for (let count = 0; count < maxModels; count++) {
    const header = await read(at, 2);
    const id = header?.getUint16(0) ?? endMark;
    const length = header?.getUint16(2) ?? 0;
    if (id === endMark || at + 2 + length > 0xffff) break;
    const table = modelTable(id);
    const quantity = Math.min(length, maxRegisters);
    if (id === 1) {
      const common = await read(at + 2, Math.min(quantity, 66));
      [maker, product] = [textAt(common, 0, 32), textAt(common, 32, 32)];
    } else if (table === undefined) unknown.push(id);
    else {
      const points = pointsOf(await read(at + 2, quantity), table);
      models.push({ id, address: at + 2, length: quantity, table, points });
    }
    at += 2 + length;
  }
  return { maker, product, models, unknown };
}

/** None for a model that cannot be read, or is shorter than it must be. */
function pointsOf(view: DataView | undefined, table: ModelTable): readonly string[] {
  if (view === undefined) return [];
  try {
    return Object.keys(decodeModel(new Uint8Array(view.buffer, view.byteOffset, view.byteLength), table));
  } catch {
    return [];
  }
}

function textAt(view: DataView | undefined, at: number, length: number): string {
  if (view === undefined || view.byteLength < at + length) return "";
  const bytes = new Uint8Array(view.buffer, view.byteOffset + at, length);
  return new TextDecoder()
    .decode(bytes)
    .replace(/\0[\s\S]*$/, "")
    .trim();
}

function registersAt(address: DeviceAddress, at: number, quantity: number): ThingDescription {
  const form = {
    href: `${at}?quantity=${quantity}`,
    op: "readproperty",
    contentType: "application/octet-stream",
    "modv:entity": "HoldingRegister",
    "modv:zeroBasedAddressing": true,
  };
  return {
    "@context": ["https://www.w3.org/2022/wot/td/v1.1", { modv: "https://www.w3.org/2019/wot/modbus#" }],
    title: "Registers",
    base: baseOf(address),
    securityDefinitions: { nosec: { scheme: "nosec" } },
    security: "nosec",
    properties: { registers: { readOnly: true, forms: [form] } },
  } as unknown as ThingDescription;
}
