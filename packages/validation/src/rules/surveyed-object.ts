import type { FormHolder } from "@thingwright/td";
import type { AnyObject, PlacedObject } from "./any-object.js";

/** An object, where it stands, and what it has: the bits of `terms` of its members. */
export interface SurveyedObject extends PlacedObject {
  readonly terms: number;
}

/** An affordance and where it stands. */
export interface PlacedAffordance extends SurveyedObject {
  readonly kind: Exclude<FormHolder, "thing">;
}

/** A Form, where it stands, and the affordance or Thing that has it. */
export interface PlacedForm extends SurveyedObject {
  readonly kind: FormHolder;
  readonly holder: AnyObject;
}
