import { isRecord } from "@thingwright/td";
import type { Place } from "../place.js";
import { type AnyObject, memberOf, type PlacedObject } from "./any-object.js";
import { surveyOf } from "./survey.js";

/** A MultiLanguage map (TD 1.1 §5.3.1.8) and where it stands. */
export interface TextMap extends PlacedObject {
  readonly term: "titles" | "descriptions";
  readonly place: Place;
}

const found = new WeakMap<AnyObject, readonly TextMap[]>();

/** Every MultiLanguage map of `doc`, which must not change afterwards. */
export function textMaps(doc: AnyObject): readonly TextMap[] {
  const maps = found.get(doc) ?? [...mapsIn(doc)];
  found.set(doc, maps);
  return maps;
}

function* mapsIn(doc: AnyObject): Generator<TextMap> {
  for (const { object, place } of describedObjects(doc)) {
    for (const term of ["titles", "descriptions"] as const) {
      const map = memberOf(object, term);
      if (isRecord(map)) yield { object: map, place: { name: term, parent: place }, term };
    }
  }
}

/** Every object that may have titles and descriptions. */
export const describedObjects = (doc: AnyObject): readonly PlacedObject[] => surveyOf(doc).described;
