import type { AnyObject, PlacedObject } from "./any-object.js";
import { surveyOf, type TextMap } from "./survey.js";

/** Every MultiLanguage map of `doc`. */
export const textMaps = (doc: AnyObject): readonly TextMap[] => surveyOf(doc).texts;

/** Every object that may have titles and descriptions. */
export const describedObjects = (doc: AnyObject): readonly PlacedObject[] => surveyOf(doc).described;
