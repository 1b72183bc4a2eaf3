import type { PropertyAffordance } from "@thingwright/td";

/** Where a southbound property lies, by its first Form. */
export function placeOf(property: PropertyAffordance): { readonly entity: string; readonly address: number } {
  const form = property.forms[0] as unknown as Readonly<Record<string, unknown>>;
  return { entity: String(form["modv:entity"]), address: Number.parseInt(property.forms[0]!.href, 10) };
}

/** The registers, or the coil, that hold a value of it; high bytes first. */
export function registersOf(property: PropertyAffordance, value: unknown): readonly (number | boolean)[] {
  const form = property.forms[0] as unknown as Readonly<Record<string, unknown>>;
  if (["Coil", "DiscreteInput"].includes(String(form["modv:entity"]))) return [value === true];
  const length = Number(/length=(\d+)/.exec(property.forms[0]!.contentType ?? "")?.[1] ?? 2);
  const view = new DataView(new ArrayBuffer(length));
  if (property.type === "number") view.setFloat32(0, Number(value));
  else
    for (let index = length - 1, rest = BigInt(Number(value)); index >= 0; index--, rest >>= 8n)
      view.setUint8(index, Number(rest & 0xffn));
  const words = Array.from({ length: length / 2 }, (_, index) => view.getUint16(index * 2));
  return form["modv:mostSignificantWord"] === false ? words.reverse() : words;
}
