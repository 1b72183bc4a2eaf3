import { isThingModel } from "@thingwright/td";
import { pointerOf } from "../place.js";
import { type AnyObject, listOf, memberOf } from "./any-object.js";
import { operationsOf } from "./form-operations.js";
import type { Rule } from "./rule.js";
import { type PlacedAffordance, surveyOf } from "./survey.js";

/** What an affordance is there for and none of its Forms, nor of the Thing's, does. */
export const unreachableOperation: Rule = {
  id: "lint-unreachable-operation",
  level: "lint",
  *check(doc) {
    if (isThingModel(doc)) return;
    const ofThing = operationsIn(doc);
    for (const affordance of surveyOf(doc).affordances) {
      const forms = listOf(memberOf(affordance.object, "forms"));
      const operations = operationsIn(affordance.object);
      if (forms.length === 0 || isImplied(affordance.object) || hasOthers(affordance, operations)) continue;
      for (const { phrase, one, ofAll } of needsOf(affordance)) {
        if (one.some((name) => operations.has(name)) || ofAll.some((name) => ofThing.has(name))) continue;
        yield { pointer: pointerOf(affordance.place), phrase };
      }
    }
  },
};

/** Whether a Form has no `op`, so that the defaults of TD 1.1 §5.4 stand for what is needed most. */
const isImplied = (affordance: AnyObject): boolean => {
  const forms = listOf(memberOf(affordance, "forms")) as readonly AnyObject[];
  return forms.some((form) => typeof form !== "object" || form === null || !Object.hasOwn(form, "op"));
};

/** Whether there are operations that have no place here, of which others speak. */
const hasOthers = ({ kind }: PlacedAffordance, operations: ReadonlySet<unknown>): boolean =>
  [...operations].some((name) => typeof name !== "string" || !operationsOf[kind].includes(name));

function operationsIn(holder: AnyObject): ReadonlySet<unknown> {
  const forms = listOf(memberOf(holder, "forms")).filter((form) => typeof form === "object" && form !== null);
  return new Set(forms.flatMap((form) => listOf(memberOf(form as AnyObject, "op"))));
}

/** What is missed when none of the operations `one` is there, nor one of the Thing's that does it for all. */
interface Need {
  readonly one: readonly string[];
  readonly ofAll: readonly string[];
  readonly phrase: string;
}

const readable: Need = {
  one: ["readproperty", "observeproperty"],
  ofAll: ["readallproperties", "readmultipleproperties", "observeallproperties"],
  phrase: 'has no form that reads it; say "writeOnly" if that is meant',
};
const writable: Need = {
  one: ["writeproperty"],
  ofAll: ["writeallproperties", "writemultipleproperties"],
  phrase: 'is "writeOnly", but has no form that writes it',
};
const observable: Need = {
  one: ["observeproperty"],
  ofAll: ["observeallproperties"],
  phrase: 'is "observable", but has no form that observes it',
};
const invocable: Need = { one: ["invokeaction"], ofAll: [], phrase: "has no form that invokes it" };
const subscribable: Need = {
  one: ["subscribeevent"],
  ofAll: ["subscribeallevents"],
  phrase: "has no form that subscribes to it",
};

function needsOf({ kind, object }: PlacedAffordance): readonly Need[] {
  if (kind === "action") return [invocable];
  if (kind === "event") return [subscribable];
  const access = memberOf(object, "writeOnly") === true ? writable : readable;
  return memberOf(object, "observable") === true ? [access, observable] : [access];
}
