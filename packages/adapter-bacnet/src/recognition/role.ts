import type { DataSchema } from "@thingwright/td";
import { type PartName, partSource, type ThingModelName, thingModel } from "@thingwright/thing-descriptions";
import type { Point } from "../survey/survey.js";
import { type Served, splitName } from "./served.js";
import { valueTerms } from "./value-terms.js";
import { wordsOf } from "./words.js";

/** A property of the common API, and by what a point is known that serves it. */
export interface Role {
  readonly name: string;
  /** The part of the common API that has it, for Things whose model has not. */
  readonly part?: PartName;
  fits(point: Point, words: ReadonlySet<string>): boolean;
}

/**
 * What `roles` make of points, each of them once. Two points that would serve one property make it uncertain: then none
 * does.
 *
 * @param model - whose properties they are, where their parts do not say
 */
export async function serveRoles(
  roles: readonly Role[],
  points: readonly Point[],
  model: ThingModelName | undefined,
): Promise<readonly Served[]> {
  const own = model === undefined ? undefined : (await thingModel(model)).properties;
  const used = new Set<Point>();
  const served: Served[] = [];
  for (const { name, part, fits } of roles) {
    const candidates = points.filter((point) => !used.has(point) && fits(point, wordsOf(splitName(point.name).own)));
    const [point] = candidates;
    const schema = propertyOf(own, name) ?? propertyOf(part && partSource(part).properties, name);
    if (point === undefined || candidates.length > 1 || schema === undefined) continue;
    const terms = valueTerms(point, schema);
    if (typeof terms === "string") continue;
    used.add(point);
    served.push({ kind: "property", name, ...(part && { part }), point, source: "value", isCommon: true, ...terms });
  }
  return served;
}

/** A property of a model or part by its name. */
export function propertyOf(properties: object | undefined, name: string): DataSchema | undefined {
  return properties !== undefined && Object.hasOwn(properties, name)
    ? (properties as Readonly<Record<string, DataSchema>>)[name]
    : undefined;
}
