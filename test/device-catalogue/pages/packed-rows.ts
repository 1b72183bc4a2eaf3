import type { RankedRow } from "../device-row.js";
import { tiers } from "../tier.js";
import { familyTitles } from "./family-titles.js";

/** Rows as the page carries them: what is the same of many stands once. */
export interface PackedRows {
  readonly families: readonly (readonly [name: string, title: string])[];
  readonly tiers: readonly string[];
  /** Models, and affordances of the common API, with spaces between, and the number of a tier. */
  readonly kinds: readonly (readonly [models: string, features: string, tier: number])[];
  /** Of each family and vendor: numbers of kinds, each before its devices. */
  readonly vendors: readonly (readonly [family: number, vendor: string, ...devices: (string | number)[]])[];
}

export function packedRows(rows: readonly RankedRow[]): PackedRows {
  const kinds = new Map<string, number>();
  const numberOf = ({ models, features, tier }: RankedRow): number => {
    const kind = JSON.stringify([models.join(" "), features.join(" "), tiers.indexOf(tier)]);
    const number = kinds.get(kind) ?? kinds.size;
    kinds.set(kind, number);
    return number;
  };
  const vendors = new Map<string, Map<number, string[]>>();
  for (const row of rows) {
    const family = familyTitles.findIndex(({ name }) => name === row.family);
    const key = JSON.stringify([family, row.vendor]);
    const own = vendors.get(key) ?? new Map<number, string[]>();
    const number = numberOf(row);
    vendors.set(key, own.set(number, [...(own.get(number) ?? []), row.device]));
  }
  return {
    families: familyTitles.map(({ name, title }) => [name, title]),
    tiers,
    kinds: [...kinds.keys()].map((kind) => JSON.parse(kind)),
    vendors: [...vendors].map(([key, own]) => [...JSON.parse(key), ...[...own].flat(2)] as never),
  };
}
