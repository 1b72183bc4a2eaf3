import { type JudgedRow, judgedRow, type RankedRow } from "./device-row.js";
import { evidence, outcomes, tierOf } from "./evidence.js";
import { families } from "./families/families.js";
import { zigbeeData, zigbeeRows } from "./zigbee-data.js";

/** Every described device, judged. */
export async function judgedRows(): Promise<readonly JudgedRow[]> {
  const judged = await Promise.all(
    families.map(async (family) => (await family.samples()).map((sample) => judgedRow(family, sample))),
  );
  return judged.flat();
}

/** All devices without a fault, with the tier of each, by family, vendor and name. */
export async function rankedRows(): Promise<readonly RankedRow[]> {
  const described = (await judgedRows()).filter(({ faults }) => faults.length === 0).map(({ row }) => row);
  const [all, known] = [evidence(), outcomes()];
  return [...described, ...zigbeeRows(zigbeeData())]
    .map((row) => ({ ...row, tier: tierOf(row, all, known) }))
    .sort((one, other) => compare(keyOf(one), keyOf(other)));
}

const keyOf = ({ family, vendor, device }: RankedRow): string => [family, vendor.toLowerCase(), device].join("\n");

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
