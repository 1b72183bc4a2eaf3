import { DataSchemaError } from "@thingwright/errors";
import type { ModelTable, Point } from "./model-table.js";

/** Values of a model's points, by SunSpec's names; those that the device does not have are absent. */
export type ModelValues = Readonly<Record<string, number | string>>;

/** Powers of ten that a scale factor may be (SunSpec Device Information Model Specification, "sunssf"). */
const maxScale = 10;

/**
 * The values in the registers of a model, behind its header, scaled.
 *
 * @throws {DataSchemaError} WOT_DATA_SYNTAX for fewer registers than the model has, or a scale factor that is none
 */
export function decodeModel(bytes: Uint8Array, table: ModelTable): ModelValues {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < lengthOf(table)) throw unusable(`it has ${view.byteLength} bytes only`);
  const values: Record<string, number | string> = {};
  for (const point of table.points) {
    const value = pointValue(point, view);
    if (value !== undefined) values[point.name] = value;
  }
  return values;
}

function pointValue(point: Point, view: DataView): number | string | undefined {
  const at = point.offset * 2;
  const raw = reads[point.type](view, at);
  if (raw === undefined) return undefined;
  if (point.values !== undefined) return Object.hasOwn(point.values, raw) ? point.values[raw] : String(raw);
  if (point.scaleAt === undefined) return raw;
  const scale = view.getInt16(point.scaleAt * 2);
  if (scale === notInt16) return undefined;
  if (Math.abs(scale) > maxScale) throw unusable(`the scale factor of ${point.name} is ${scale}`);
  // Division by a power of ten is exact where multiplication by its inverse is not.
  return scale < 0 ? raw / 10 ** -scale : raw * 10 ** scale;
}

/** Bytes up to the last value or scale factor. */
const lengthOf = ({ points }: ModelTable): number =>
  Math.max(...points.map(({ offset, type, scaleAt = 0 }) => Math.max(offset * 2 + sizes[type], scaleAt * 2 + 2)));

const notInt16 = -0x8000;

const sizes = { int16: 2, uint16: 2, enum16: 2, uint32: 4, acc32: 4, bitfield32: 4, float32: 4 } as const;

/** A value of each type, without those that say that the device has none. */
const reads: Readonly<Record<Point["type"], (view: DataView, at: number) => number | undefined>> = {
  int16: (view, at) => unless(notInt16, view.getInt16(at)),
  uint16: (view, at) => unless(0xffff, view.getUint16(at)),
  enum16: (view, at) => unless(0xffff, view.getUint16(at)),
  uint32: (view, at) => unless(0xffff_ffff, view.getUint32(at)),
  // 0 says as well that nothing is counted: a counter that has counted nothing is the same.
  acc32: (view, at) => view.getUint32(at),
  bitfield32: (view, at) => unless(0xffff_ffff, view.getUint32(at)),
  float32: (view, at) => {
    const value = view.getFloat32(at);
    return Number.isFinite(value) ? value : undefined;
  },
};

const unless = (none: number, value: number): number | undefined => (value === none ? undefined : value);

const unusable = (what: string): DataSchemaError =>
  new DataSchemaError("WOT_DATA_SYNTAX", `the registers are no SunSpec model: ${what}`);
