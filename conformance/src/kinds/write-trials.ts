import type { Subject, ThingSubject } from "../subject.js";
import { type WriteForm, writePropertyForms } from "./write-form.js";
import { tryWrite, type WriteTrial } from "./write-trial.js";

/** A Form with `writeproperty`, and what came of writing by it, or why nothing was written. */
export interface TriedForm {
  readonly form: WriteForm;
  readonly trial: WriteTrial | string;
}

const tried = new WeakMap<Subject, Promise<readonly TriedForm[]>>();

/** Writes by each Form once, and puts back: all checks of the run look at the same writing, so that a device is spared. */
export function writeTrials(subject: ThingSubject): Promise<readonly TriedForm[]> {
  const known = tried.get(subject) ?? tryAll(subject);
  tried.set(subject, known);
  return known;
}

async function tryAll(subject: ThingSubject): Promise<readonly TriedForm[]> {
  const trials: TriedForm[] = [];
  for (const form of writePropertyForms(subject.thing)) trials.push({ form, trial: await tryWrite(form, subject) });
  return trials;
}
