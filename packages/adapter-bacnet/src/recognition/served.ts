import type { DeviceAffordance } from "@thingwright/thing-descriptions";
import type { Point } from "../survey/survey.js";

/** An affordance of a Thing, and what of which object it stands on. */
export interface Served extends DeviceAffordance {
  readonly point: Point;
  /** Its present value, its status flags, the commands that it has got, or giving one's own command up. */
  readonly source: "value" | "status" | "priorities" | "relinquish";
  /** Terms of the mapping beside the one that names the affordance. */
  readonly terms: Readonly<Record<string, unknown>>;
  /** Whether it is a value of the common API: one that its object calls faulty is an error then. */
  readonly isCommon: boolean;
  /** Of commands; the adapter's by default. */
  readonly priority?: number | undefined;
}

/** Points that belong together by their names, and the rest of each name. */
export interface PointGroup {
  /** Empty for points that stand for themselves. */
  readonly prefix: string;
  readonly points: readonly Point[];
}

/** What ends the name of the equipment in a point's name: a site that names its points otherwise says so by a template. */
const separators = /[./:'$|\\]/;

/** The point's own name within its group, and the group's. */
export function splitName(name: string): { readonly prefix: string; readonly own: string } {
  const at = [...name].map((character) => separators.test(character)).lastIndexOf(true);
  const characters = [...name];
  if (at < 1 || at === characters.length - 1) return { prefix: "", own: name };
  return { prefix: characters.slice(0, at).join(""), own: characters.slice(at + 1).join("") };
}

export function pointGroups(points: readonly Point[]): readonly PointGroup[] {
  const groups = new Map<string, Point[]>();
  for (const point of points) {
    const { prefix } = splitName(point.name);
    const group = groups.get(prefix);
    if (group === undefined) groups.set(prefix, [point]);
    else group.push(point);
  }
  return [...groups].map(([prefix, own]) => ({ prefix, points: own }));
}
