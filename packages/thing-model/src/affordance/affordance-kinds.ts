import { escapePointer, isRecord } from "@thingwright/td";
import type { JsonObject } from "../json-object.js";

/** The maps of interaction affordances in a Thing or model. */
export const affordanceMaps = ["properties", "actions", "events"] as const;
export type AffordanceMap = (typeof affordanceMaps)[number];

/** An affordance and where it stands. */
export interface PlacedAffordance {
  readonly map: AffordanceMap;
  readonly name: string;
  /** JSON Pointer of the affordance in its document. */
  readonly pointer: string;
  readonly affordance: JsonObject;
}

/** Every affordance of a Thing or model, in the order of the document. */
export function* affordancesOf(doc: JsonObject): Generator<PlacedAffordance> {
  for (const map of affordanceMaps) {
    const affordances = Object.hasOwn(doc, map) ? doc[map] : undefined;
    if (!isRecord(affordances)) continue;
    for (const [name, affordance] of Object.entries(affordances)) {
      if (isRecord(affordance)) yield { map, name, pointer: `/${map}/${escapePointer(name)}`, affordance };
    }
  }
}

/** JSON Pointers of the affordances that an instance need not have. */
export function optionalOf(model: JsonObject): ReadonlySet<unknown> {
  const optional = model["tm:optional"];
  return new Set(Array.isArray(optional) ? optional : []);
}

/** The maps of affordances in `doc`, with what `change` makes of each affordance; what is none stays as it is. */
export function changedAffordances(doc: JsonObject, change: (place: PlacedAffordance) => JsonObject): JsonObject {
  const places = new Map([...affordancesOf(doc)].map((place) => [place.pointer, place]));
  const maps = affordanceMaps.filter((map) => isRecord(doc[map]));
  return Object.fromEntries(
    maps.map((map) => [
      map,
      Object.fromEntries(
        Object.entries(doc[map] as JsonObject).map(([name, value]) => {
          const place = places.get(`/${map}/${escapePointer(name)}`);
          return [name, place === undefined ? value : change(place)];
        }),
      ),
    ]),
  );
}
