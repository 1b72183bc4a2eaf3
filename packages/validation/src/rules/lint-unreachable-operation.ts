import { isRecord, isThingModel } from "@thingwright/td";
import { pointerOf } from "../place.js";
import { memberOf } from "./any-object.js";
import { operationsOf } from "./operations.js";
import type { Rule } from "./rule.js";
import { type PlacedAffordance, surveyOf } from "./survey.js";

/** What an affordance is there for and none of its Forms, nor of the Thing's, does. */
export const unreachableOperation: Rule = {
  id: "lint-unreachable-operation",
  level: "lint",
  *check(doc) {
    if (isThingModel(doc)) return;
    let ofThing: readonly unknown[] | undefined;
    for (const affordance of surveyOf(doc).affordances) {
      const operations = explicitOperations(affordance);
      if (operations === undefined) continue;
      for (const { phrase, one, ofAll } of needsOf(affordance)) {
        if (operations.some((name) => one.includes(name))) continue;
        ofThing ??= operationsIn(memberOf(doc, "forms"));
        if (!ofThing.some((name) => ofAll.includes(name))) yield { pointer: pointerOf(affordance.place), phrase };
      }
    }
  },
};

/**
 * The operations that an affordance has; `undefined` where a Form has no `op`, so that the defaults of TD 1.1 §5.4 stand for
 * what is needed most, and where an operation has no place here, of which others speak.
 */
function explicitOperations({ kind, object }: PlacedAffordance): readonly unknown[] | undefined {
  const forms = memberOf(object, "forms");
  if (!Array.isArray(forms) || forms.length === 0) return undefined;
  for (const form of forms) if (!isRecord(form) || memberOf(form, "op") === undefined) return undefined;
  const operations = operationsIn(forms);
  return operations.every((name) => operationsOf[kind].includes(name as string)) ? operations : undefined;
}

function operationsIn(forms: unknown): readonly unknown[] {
  const operations: unknown[] = [];
  for (const form of Array.isArray(forms) ? forms : []) {
    const op = isRecord(form) ? memberOf(form, "op") : undefined;
    if (Array.isArray(op)) for (const name of op) operations.push(name);
    else if (op !== undefined) operations.push(op);
  }
  return operations;
}

/** What is missed when none of the operations `one` is there, nor one of the Thing's that does it for all. */
interface Need {
  readonly one: readonly unknown[];
  readonly ofAll: readonly unknown[];
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
