import { readFileSync } from "node:fs";
import { UsageError } from "@thingwright/errors";
import { readRegisterMap } from "./read-register-map.js";
import type { RegisterMap } from "./register-map.js";

/** Products that a register map is here for: `maker/product`, file names in `maps/`. */
export const registerMapNames = [
  "beca/bht-006",
  "belimo/vav-compact",
  "eastron/sdm120",
  "eastron/sdm630",
  "senseair/s8",
  "siemens/rdf302",
  "wiren-board/wb-mdm3",
  "wiren-board/wb-msw-v3",
  "xy/md02",
] as const;

export type RegisterMapName = (typeof registerMapNames)[number];

/** Whether there is a map of that name. */
export const isRegisterMapName = (name: string): name is RegisterMapName =>
  (registerMapNames as readonly string[]).includes(name);

/**
 * The register map of a product.
 *
 * @throws {UsageError} WOT_ARGUMENT when there is none of this name
 */
export function registerMap(name: RegisterMapName): RegisterMap {
  if (!isRegisterMapName(name)) throw new UsageError("WOT_ARGUMENT", `there is no register map "${String(name)}"`);
  return readRegisterMap(readFileSync(new URL(`../maps/${name}.yaml`, import.meta.url), "utf8"));
}
