import type { Check, CheckDescription } from "../check.js";
import type { ThingSubject } from "../subject.js";
import type { HttpExchange, HttpRequest } from "../wire/http/http-exchange.js";
import { FormEvidence, type FormFinding, type JudgedForm } from "./form-evidence.js";
import { type ReadForm, readPropertyForms, requestWith } from "./read-form.js";
import { thingCheck } from "./thing-check.js";

/** A Check of what a GET on each `readproperty` Form brings. */
export interface ReadFormCheck extends CheckDescription {
  appliesTo?(subject: ThingSubject): true | string;
  /** Whether the Form is one that the assertion speaks of; all are by default. */
  concerns?(form: ReadForm): boolean;
  /** Whether the requests go without credentials, also where there are some; default `false`. */
  readonly isAnonymous?: boolean;
  judge(form: ReadForm, exchange: HttpExchange): FormFinding;
}

/**
 * The Check: each Form is used once and judged by itself. One violation is a violation; one that holds makes it hold,
 * and the words say how many were judged.
 */
export function readFormCheck(check: ReadFormCheck): Check {
  const { judge, concerns = () => true, appliesTo, isAnonymous = false, ...description } = check;
  const concerned = (subject: ThingSubject) => readPropertyForms(subject.thing).filter(concerns);
  return thingCheck({
    ...description,
    appliesTo(subject) {
      const applies = appliesTo?.(subject) ?? true;
      if (applies !== true) return applies;
      return concerned(subject).length > 0 ? true : "no readproperty Form over HTTP is concerned";
    },
    async judge(subject) {
      const evidence = new FormEvidence();
      for (const form of concerned(subject))
        evidence.add(await judgeForm(form, isAnonymous ? form.request : requestWith(form, subject), subject, judge));
      return evidence.together(description.requirement);
    },
  });
}

async function judgeForm(
  form: ReadForm,
  request: HttpRequest,
  subject: ThingSubject,
  judge: ReadFormCheck["judge"],
): Promise<JudgedForm> {
  const { pointer } = form.form;
  if (form.unsendable !== undefined)
    return { judgement: "inconclusive", actual: form.unsendable, pointer, exchanges: [] };
  const exchange = await subject.http.ask(request);
  return { ...judge(form, exchange), pointer, exchanges: [exchange] };
}
