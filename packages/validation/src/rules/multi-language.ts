import type { AnyObject } from "./any-object.js";
import { type SurveyedObject, surveyOf, type TextMap } from "./survey.js";

/** Every MultiLanguage map of `doc`. */
export const textMaps = (doc: AnyObject): readonly TextMap[] => surveyOf(doc).texts;

/** Every object that may have titles and descriptions. */
export const describedObjects = (doc: AnyObject): readonly SurveyedObject[] => surveyOf(doc).described;
