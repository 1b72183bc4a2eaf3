import type { Finding } from "@thingwright/td";
import { resolvePointer } from "@thingwright/td";
import { type AffordanceDifference, affordanceDifferences } from "../affordance/affordance-differences.js";
import { affordancesOf, optionalOf } from "../affordance/affordance-kinds.js";
import type { JsonObject } from "../json-object.js";
import { resolvedModel } from "../readable.js";
import { formDifferences } from "./form-differences.js";
import { gravest, type Impact, type Impacts, impactsOf } from "./impact.js";
import { thingDifferences } from "./thing-differences.js";
import { type Bump, bumpFor, insufficiency, modelVersion } from "./version.js";

/** One change from a model to its successor. */
export interface ModelChange extends Impacts {
  /** JSON Pointer: into the model before for what is gone, else into the one after. */
  readonly pointer: string;
  /** The graver of `consumer` and `producer`. */
  readonly impact: Impact;
  readonly message: string;
}

export interface ModelComparison {
  readonly changes: readonly ModelChange[];
  /** The least step of `version.model` that tells of all changes; absent when there are none. */
  readonly bump?: Bump;
  /** What is wrong with the step that was taken: `tm-versioning-1`. */
  readonly findings: readonly Finding[];
}

/**
 * What changed from one version of a Thing Model to the next, and which step of the version it demands. Both must stand on
 * their own (`resolveThingModel`), so that what they inherit is compared as well.
 *
 * A change breaks a Consumer that was written for `before` if it may fail with a Thing made from `after`; it breaks a
 * producer if what a Thing made from `before` does is wrong by `after`. A renamed affordance is one that is gone and one that is new.
 *
 * @throws {ThingDescriptionError} WOT_TD_INVALID if either is no Thing Model or has to be resolved before; WOT_TD_LIMIT
 *   over 4 MiB or 64 levels
 * @see TD 1.1 §9.3.1
 */
export function compareModels(before: unknown, after: unknown): ModelComparison {
  const [old, now] = [resolvedModel(before), resolvedModel(after)];
  const changes = [...differencesOf(old, now)].map(changeOf);
  const impact = gravest(changes.map((change) => change.impact));
  if (impact === undefined) return { changes, findings: [] };
  const bump = bumpFor[impact];
  const problem = insufficiency(modelVersion(old), modelVersion(now), bump);
  return { changes, bump, findings: problem === undefined ? [] : [versionFinding(problem)] };
}

function* differencesOf(before: JsonObject, after: JsonObject): Generator<AffordanceDifference> {
  yield* thingDifferences(before, after);
  const [was, is] = [optionalOf(before), optionalOf(after)];
  for (const { map, pointer, affordance } of affordancesOf(before)) {
    const successor = resolvePointer(after, pointer) as JsonObject | undefined;
    if (typeof successor !== "object" || successor === null) {
      yield { pointer, term: map, effect: "removed", phrase: "is gone", flow: "both" };
      continue;
    }
    yield* affordanceDifferences(map, affordance, successor, pointer);
    for (const each of formDifferences(map, affordance, successor, pointer)) yield { ...each, flow: "both" };
    if (was.has(pointer) !== is.has(pointer)) yield obligation(pointer, is.has(pointer));
  }
  for (const { map, pointer } of affordancesOf(after)) {
    if (resolvePointer(before, pointer) !== undefined) continue;
    yield { pointer, term: map, effect: "added", phrase: "is new", flow: "both" };
  }
}

const obligation = (pointer: string, isOptional: boolean): AffordanceDifference =>
  isOptional
    ? { pointer, term: "tm:optional", effect: "removed", phrase: "is optional now", flow: "both" }
    : { pointer, term: "tm:optional", effect: "added", phrase: "is mandatory now", flow: "both" };

function changeOf({ pointer, phrase, effect, flow }: AffordanceDifference): ModelChange {
  const { consumer, producer } = impactsOf(effect, flow);
  return { pointer, impact: gravest([consumer, producer])!, consumer, producer, message: `${pointer} ${phrase}` };
}

const versionFinding = (problem: string): Finding => ({
  level: "warning",
  code: "WOT_TD_INVALID",
  pointer: "/version/model",
  assertion: "tm-versioning-1",
  message: `/version/model ${problem}`,
});
