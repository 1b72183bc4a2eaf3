import { holds, unexercised, violated } from "../../kinds/form-answer.js";
import { FormEvidence } from "../../kinds/form-evidence.js";
import { claimsHttpProfile } from "../../kinds/profile-claim.js";
import { openReadForm, readPropertyForms } from "../../kinds/read-form.js";
import { thingCheck } from "../../kinds/thing-check.js";
import { unknownAffordanceRequest } from "../../kinds/unknown-affordance.js";
import { summaryOf } from "../../wire/http/http-exchange.js";

const requirement = "Errors have one of the statuses 400, 401, 403, 404, 500 and 503.";
const advised: readonly number[] = [400, 401, 403, 404, 500, 503];

export const errorsHaveAdvisedStatus = thingCheck({
  id: "common-constraints-errors-2",
  area: "profile",
  specification: "profile10",
  section: "common-constraints-errors",
  level: "SHOULD",
  requirement,
  procedure:
    "Sends GET to an address beside a property where nothing is, and to each property that wants credentials without them. Warns when an error has another status. What HTTP itself has another status for, such as a method that is not there, is not tried.",
  example: "A property that is not there is answered with 410.",
  safety: "read",
  appliesTo: claimsHttpProfile,
  async judge(subject) {
    const found = new FormEvidence();
    const open = openReadForm(subject.thing);
    const closed = readPropertyForms(subject.thing).filter(
      ({ credentials, unsendable }) => credentials === "some" && unsendable === undefined,
    );
    const asked = closed.map(({ form, request }) => ({ pointer: form.pointer, request }));
    if (open !== undefined) asked.push({ pointer: open.form.pointer, request: unknownAffordanceRequest(open) });
    for (const { pointer, request } of asked) {
      const exchange = await subject.http.ask(request);
      const { status = 0 } = exchange.response ?? {};
      const finding = status < 400 ? unexercised(summaryOf(exchange)) : violated(summaryOf(exchange));
      found.add({ ...(advised.includes(status) ? holds : finding), pointer, exchanges: [exchange] });
    }
    return found.together(requirement);
  },
});
