import type { DatapointType } from "./datapoint-type.js";
import { modeTypes } from "./table/modes.js";
import { numberTypes } from "./table/numbers.js";
import { setTypes } from "./table/sets.js";
import { structureTypes } from "./table/structures.js";
import { switchingTypes } from "./table/switching.js";
import { textTypes } from "./table/texts.js";
import { timeTypes } from "./table/times.js";

/** All that are known, by number. */
export const datapointTypes: readonly DatapointType[] = [
  ...switchingTypes,
  ...numberTypes,
  ...textTypes,
  ...timeTypes,
  ...modeTypes,
  ...setTypes,
  ...structureTypes,
];

const byId = new Map(datapointTypes.map((type) => [type.id, type]));

/**
 * The type that `name` means: `9.001`, `9.1`, `DPST-9-1`, `DPT-9`, `9.xxx`. One whose number after the point nobody knows is
 * that of the number before it, in so far as they all lie alike. `undefined` for all else.
 */
export function datapointType(name: string): DatapointType | undefined {
  const [, main, sub] = namePattern.exec(name.trim()) ?? [];
  if (main === undefined) return undefined;
  const isOpen = sub === undefined || !/^\d+$/.test(sub);
  const own = isOpen ? undefined : byId.get(`${Number(main)}.${String(Number(sub)).padStart(3, "0")}`);
  return own ?? byId.get(String(Number(main))) ?? (isOpen ? firstOf(Number(main)) : undefined);
}

const namePattern = /^(?:DPS?T[-\s]*)?(\d{1,3})(?:[.-](\d{1,4}|x+))?$/i;

/** Where a number before the point has one type alone, that is what it means. */
function firstOf(main: number): DatapointType | undefined {
  const all = datapointTypes.filter(({ id }) => id.startsWith(`${main}.`));
  return all.length === 1 ? all[0] : undefined;
}
