import { type Finding, isRecord, resolvePointer } from "@thingwright/td";
import { type AffordanceMap, affordancesOf, optionalOf } from "./affordance/affordance-kinds.js";
import { deviations, isDeviation } from "./conformance/deviations.js";
import { nonConformance } from "./conformance/non-conformance.js";
import type { JsonObject } from "./json-object.js";
import type { Override } from "./resolution.js";
import { type ResolveOptions, resolved } from "./resolve-thing-model.js";
import { schemaDifferences } from "./schema/schema-differences.js";

/**
 * Where `model` writes over what it extends or refers to in a way that it should not: an affordance is gone or no longer
 * mandatory, or values are possible that were not. Overrides within the models that it takes from are those models' own.
 *
 * @throws as `resolveThingModel` does
 * @see TD 1.1 §9.3.2, `tm-overwrite-interaction`, `tm-overwrite-types`, `tm-tmRef-overwrite-semantic-meaning`
 */
export async function checkOverrides(model: unknown, options: ResolveOptions = {}): Promise<readonly Finding[]> {
  const { overrides } = await resolved(model, options);
  const findings = overrides.flatMap((override) => [...findingsOf(override)]);
  // A place that something in the model refers to is resolved on its own as well.
  const different = new Map(findings.map((finding) => [`${finding.assertion} ${finding.pointer}`, finding]));
  return [...different.values()];
}

function* findingsOf({ by, pointer, origin, definition }: Override): Generator<Finding> {
  if (!isRecord(origin) || !isRecord(definition)) return;
  if (by === "tm:extends") return yield* extensionFindings(origin, definition);
  for (const { pointer: place, phrase } of referenceDeviations(pointer, origin, definition)) {
    yield warning("tm-tmRef-overwrite-semantic-meaning", place, `${phrase}, unlike in what is referred to`);
  }
}

function* extensionFindings(origin: JsonObject, definition: JsonObject): Generator<Finding> {
  const [was, is] = [optionalOf(origin), optionalOf(definition)];
  for (const { map, pointer, affordance } of affordancesOf(origin)) {
    const own = resolvePointer(definition, pointer);
    if (!isRecord(own)) yield warning("tm-overwrite-interaction", pointer, "is gone, unlike in the extended model");
    else {
      if (is.has(pointer) && !was.has(pointer)) {
        yield warning("tm-overwrite-interaction", pointer, "is optional, unlike in the extended model");
      }
      for (const { pointer: place, phrase } of deviations(map, affordance, own, pointer)) {
        yield warning("tm-overwrite-types", place, `${phrase}, unlike in the extended model`);
      }
    }
  }
}

/** What is referred to from elsewhere than an affordance is taken for a DataSchema. */
function referenceDeviations(pointer: string, origin: JsonObject, definition: JsonObject) {
  const map = /^\/(properties|actions|events)\/[^/]*$/.exec(pointer)?.[1] as AffordanceMap | undefined;
  if (map !== undefined) return deviations(map, origin, definition, pointer);
  return [...schemaDifferences(origin, definition, pointer)].filter(isDeviation);
}

const warning = (assertion: string, pointer: string, what: string): Finding =>
  nonConformance("warning", assertion, pointer, what);
