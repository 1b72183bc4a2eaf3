import { isRecord, isThingModel } from "@thingwright/td";
import { type AnyObject, listOf, memberOf } from "./any-object.js";
import type { Rule } from "./rule.js";
import { surveyOf } from "./survey.js";

/** What is a Thing Model, and no Thing Description, says in `@type` that it is one (TD 1.1 §9.2). */
export const modelIdentification: Rule = {
  id: "tm-identification",
  level: "error",
  *check(doc) {
    if (isThingModel(doc)) return;
    if (memberOf(doc, "tm:optional") !== undefined) {
      const phrase = 'is for Thing Models only; say "@type": "tm:ThingModel" if this is one, else take it out';
      yield { pointer: "/tm:optional", phrase };
    } else if (listOf(memberOf(doc, "@type")).some(isAlike) || (!hasSecurity(doc) && hasMark(doc))) {
      const pointer = memberOf(doc, "@type") === undefined ? "" : "/@type";
      yield { pointer, phrase: 'needs "tm:ThingModel" as its "@type", since it has what only Thing Models have' };
    }
  },
};

/** The type of Thing Models in another spelling. */
const isAlike = (type: unknown): boolean => typeof type === "string" && /^(?:tm:)?thing[ _-]?model$/i.test(type);

/** A Thing Description has both, a Thing Model most often neither. */
const hasSecurity = (doc: AnyObject): boolean =>
  memberOf(doc, "security") !== undefined || memberOf(doc, "securityDefinitions") !== undefined;

/** Whether there is anything that only Thing Models have. */
function hasMark(doc: AnyObject): boolean {
  const version = memberOf(doc, "version");
  if (isRecord(version) && memberOf(version, "model") !== undefined && memberOf(version, "instance") === undefined)
    return true;
  const links = listOf(memberOf(doc, "links")).filter(isRecord);
  if (links.some((link) => memberOf(link, "rel") === "tm:extends" || memberOf(link, "rel") === "tm:submodel"))
    return true;
  return surveyOf(doc).objects.some(
    ({ object }) => Object.hasOwn(object, "tm:ref") || Object.hasOwn(object, "tm:required"),
  );
}
