import { isRecord } from "@thingwright/td";
import type { Place } from "../place.js";
import { type AnyObject, isNameMap, memberOf, type PlacedObject } from "./any-object.js";
import { surveyOf } from "./survey.js";

/** A MultiLanguage map (TD 1.1 §5.3.1.8) and where it stands. */
export interface TextMap extends PlacedObject {
  readonly term: "titles" | "descriptions";
  readonly place: Place;
}

/** Every MultiLanguage map of `doc`. */
export const textMaps = (doc: AnyObject): readonly TextMap[] => [...mapsIn(doc)];

function* mapsIn(doc: AnyObject): Generator<TextMap> {
  for (const { object, place } of describedObjects(doc)) {
    for (const term of ["titles", "descriptions"] as const) {
      const map = memberOf(object, term);
      if (isRecord(map)) yield { object: map, place: { name: term, parent: place }, term };
    }
  }
}

/** Every object that may have titles and descriptions: all but maps, whose members are named by the author. */
export function* describedObjects(doc: AnyObject): Generator<PlacedObject> {
  for (const placed of surveyOf(doc).objects) if (!isNameMap(placed.place) && !isContext(placed.place)) yield placed;
}

function isContext(place: Place | undefined): boolean {
  return place !== undefined && (place.name === "@context" || place.parent?.name === "@context");
}
