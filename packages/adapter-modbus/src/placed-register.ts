import type { Entity, Register, RegisterMap } from "./register-map.js";

/** A register at its place on the wire. */
export interface PlacedRegister extends Register {
  readonly entity: Entity;
  /** Counts from 0. */
  readonly address: number;
}

/** First digits of addresses that name their table. */
const tables: Readonly<Record<string, Entity>> = {
  0: "Coil",
  1: "DiscreteInput",
  3: "InputRegister",
  4: "HoldingRegister",
};

/**
 * `register` as it is on the wire.
 *
 * @param shift - how much further on it is, in a part that is repeated
 * @returns a reason, for a person, when it has no place there
 */
export function placed(
  register: Register,
  numbering: RegisterMap["numbering"] = "wire",
  shift = 0,
): PlacedRegister | string {
  const place = numbering === "modicon" ? fromModicon(register.address) : undefined;
  const entity = register.entity ?? place?.entity;
  if (entity === undefined) return `${register.name}: does not say its entity`;
  if (place !== undefined && place.entity !== entity) {
    return `${register.name}: ${register.address} is no ${entity}`;
  }
  const address = (place?.address ?? register.address - (numbering === "from-1" ? 1 : 0)) + shift;
  if (address < 0 || address > 0xffff) return `${register.name}: there is no address ${register.address}`;
  return { ...register, entity, address };
}

/** `40001` and `400001` are the first holding register; coils have a 0 in front, or nothing. */
function fromModicon(written: number): { readonly entity: Entity; readonly address: number } | undefined {
  const digits = String(written).padStart(5, "0");
  const entity = tables[digits[0]!];
  return entity === undefined ? undefined : { entity, address: Number(digits.slice(1)) - 1 };
}
