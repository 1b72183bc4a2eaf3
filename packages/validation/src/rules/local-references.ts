import { isRecord, resolvePointer } from "@thingwright/td";
import { type Place, pointerOf } from "../place.js";
import { type AnyObject, memberOf } from "./any-object.js";
import { surveyOf } from "./survey.js";

/** A `tm:ref` into the document that it stands in. */
export interface LocalReference {
  /** Where the object with the `tm:ref` is. */
  readonly place: Place | undefined;
  readonly holder: AnyObject;
  /** The JSON Pointer that the reference has. */
  readonly pointer: string;
  /** The object there; `undefined` when there is none. */
  readonly target: AnyObject | undefined;
}

/** The references of `doc` into itself. */
export function* localReferences(doc: AnyObject): Generator<LocalReference> {
  const resolved = new Map<string, AnyObject | undefined>();
  for (const { object: holder, place } of surveyOf(doc).objects) {
    const reference = memberOf(holder, "tm:ref");
    if (typeof reference !== "string" || !reference.startsWith("#") || reference.includes("{{")) continue;
    const pointer = reference.slice(1);
    if (!resolved.has(pointer)) {
      const target = resolvePointer(doc, pointer);
      resolved.set(pointer, isRecord(target) ? target : undefined);
    }
    yield { place, holder, pointer, target: resolved.get(pointer) };
  }
}

export const placeOfReference = ({ place }: LocalReference): string => pointerOf({ name: "tm:ref", parent: place });
