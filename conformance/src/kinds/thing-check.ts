import type { Check, CheckDescription } from "../check.js";
import { inconclusive, type Outcome } from "../outcome.js";
import type { Subject, ThingSubject } from "../subject.js";
import { isModelInFile } from "./judged-document.js";

/** A Check that goes by a valid description. */
export interface ThingCheck extends CheckDescription {
  appliesTo?(subject: ThingSubject): true | string;
  judge(subject: ThingSubject): Promise<Outcome> | Outcome;
}

/** The Check: inconclusive without a valid description, because nothing says what would be right. */
export function thingCheck({ judge, appliesTo = () => true, ...description }: ThingCheck): Check {
  return {
    ...description,
    appliesTo(subject) {
      if (hasThing(subject)) return appliesTo(subject);
      return isModelInFile(subject) ? "the file is a Thing Model" : true;
    },
    async run(subject) {
      if (hasThing(subject)) return judge(subject);
      return inconclusive(description.requirement, "there is no valid Thing Description to go by");
    },
  };
}

function hasThing(subject: Subject): subject is ThingSubject {
  return subject.thing !== undefined;
}
