import { isRecord, isThingModel } from "@thingwright/td";
import { type AnyObject, listOf, memberOf } from "./any-object.js";
import { surveyOf } from "./survey.js";

/** Whether `doc` is a Thing Model that takes definitions from another document, so that what is missing here may be there. */
export const isPartOfModel = (doc: AnyObject): boolean =>
  isThingModel(doc) && (extendsAnother(doc) || refersToAnother(doc));

/** Whether a link says that `doc` extends another Thing Model (TD 1.1 §9.3.2). */
export const extendsAnother = (doc: AnyObject): boolean =>
  listOf(memberOf(doc, "links")).some((link) => isRecord(link) && memberOf(link, "rel") === "tm:extends");

const refersToAnother = (doc: AnyObject): boolean =>
  surveyOf(doc).objects.some(({ object }) => Object.hasOwn(object, "tm:ref"));
