import { holds, unexercised, violated } from "../../kinds/form-answer.js";
import { FormEvidence } from "../../kinds/form-evidence.js";
import { claimsHttpBasic } from "../../kinds/profile-claim.js";
import { thingCheck } from "../../kinds/thing-check.js";
import { type WriteForm, writePropertyForms } from "../../kinds/write-form.js";
import { writeTrials } from "../../kinds/write-trials.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";
import { essenceOf } from "../../wire/http/media-type.js";

const requirement = "A property that was written is answered with 204.";

export const writeAnswersAsProfiled = thingCheck({
  id: "http-basic-profile-protocol-binding-writeproperty-6",
  area: "profile",
  specification: "profile10",
  section: "http-basic-profile-protocol-binding-writeproperty",
  level: "MUST",
  requirement,
  procedure:
    "Writes a neighbouring value by PUT with each writeproperty Form of application/json, and puts the old one back. Fails when a success has another status than 204.",
  example: "A value that was written is answered with 200.",
  safety: "write",
  appliesTo(subject) {
    const claim = claimsHttpBasic(subject);
    if (claim !== true) return claim;
    return writePropertyForms(subject.thing).some(isProfiled)
      ? true
      : "no property can be read and written as the profile has it";
  },
  async judge(subject) {
    const found = new FormEvidence();
    for (const { form, trial } of await writeTrials(subject)) {
      if (!isProfiled(form)) continue;
      const { pointer } = form.form;
      if (typeof trial === "string") {
        found.add({ ...unexercised(trial), pointer, exchanges: [] });
        continue;
      }
      const { response } = trial.write;
      const actual = summaryOf(trial.write);
      const finding = response === undefined || !isSuccess(response) ? unexercised(actual) : violated(actual);
      found.add({ ...(response?.status === 204 ? holds : finding), pointer, exchanges: [trial.write] });
    }
    return found.together(requirement);
  },
});

function isProfiled({ form: { form, contentType } }: WriteForm): boolean {
  return (form["htv:methodName"] ?? "PUT") === "PUT" && essenceOf(contentType) === "application/json";
}
