import { modelTable, type Point } from "../../src/index.js";

/** Registers behind the header of model `id`, with raw values of some points and scale factors; no other has a value. */
export function modelRegisters(
  id: number,
  length: number,
  raw: Readonly<Record<string, number>>,
  scales: Readonly<Record<number, number>> = {},
): number[] {
  const view = new DataView(new ArrayBuffer(length * 2));
  const table = modelTable(id)!;
  for (const point of table.points) put(view, point, raw[point.name]);
  for (const { scaleAt } of table.points)
    if (scaleAt !== undefined) view.setInt16(scaleAt * 2, scales[scaleAt] ?? -0x8000);
  return Array.from({ length }, (_, index) => view.getUint16(index * 2));
}

function put(view: DataView, { offset, type }: Point, value: number | undefined): void {
  const at = offset * 2;
  if (type === "float32") view.setFloat32(at, value ?? Number.NaN);
  else if (type === "int16") view.setInt16(at, value ?? -0x8000);
  else if (type === "uint16" || type === "enum16") view.setUint16(at, value ?? 0xffff);
  else view.setUint32(at, value ?? (type === "acc32" ? 0 : 0xffff_ffff));
}

/** A text of `registers` registers. */
export function textRegisters(text: string, registers: number): number[] {
  const bytes = new Uint8Array(registers * 2);
  bytes.set(new TextEncoder().encode(text));
  return Array.from({ length: registers }, (_, index) => (bytes[index * 2]! << 8) | bytes[index * 2 + 1]!);
}

/** A map of SunSpec: its mark, the common model, and each of `models` with its header. */
export function sunSpecRegisters(models: readonly (readonly [id: number, registers: readonly number[]])[]): number[] {
  const common = [...textRegisters("Acme", 16), ...textRegisters("Sun 5", 16), ...Array<number>(34).fill(0)];
  const all = [[1, common] as const, ...models].flatMap(([id, registers]) => [id, registers.length, ...registers]);
  return [0x5375, 0x6e53, ...all, 0xffff, 0];
}
