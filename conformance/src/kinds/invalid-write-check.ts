import type { Check, CheckDescription } from "../check.js";
import type { ThingSubject } from "../subject.js";
import { unexercised } from "./form-answer.js";
import { FormEvidence, type FormFinding } from "./form-evidence.js";
import { type InvalidWrite, invalidWrites } from "./invalid-write.js";
import { thingCheck } from "./thing-check.js";
import { writePropertyForms } from "./write-form.js";

/** A Check of what comes of writing what no data schema has. */
export interface InvalidWriteCheck extends Omit<CheckDescription, "safety"> {
  appliesTo?(subject: ThingSubject): true | string;
  judge(write: InvalidWrite): FormFinding;
}

/** The Check: it needs leave for a load, because no usual client does it, and the ledger asks for that to write. */
export function invalidWriteCheck({ judge, appliesTo = () => true, ...description }: InvalidWriteCheck): Check {
  return thingCheck({
    ...description,
    safety: "load",
    appliesTo(subject) {
      const applies = appliesTo(subject);
      if (applies !== true) return applies;
      return writePropertyForms(subject.thing).length > 0
        ? true
        : "no property can be read and written in JSON over HTTP";
    },
    async judge(subject) {
      const found = new FormEvidence();
      for (const write of await invalidWrites(subject)) {
        if (typeof write === "string") found.add({ ...unexercised(write), pointer: "", exchanges: [] });
        else found.add({ ...judge(write), pointer: write.form.form.pointer, exchanges: [write.write, write.after] });
      }
      return found.together(description.requirement);
    },
  });
}
