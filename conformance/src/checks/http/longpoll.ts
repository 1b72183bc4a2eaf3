import { holds, unexercised, violated } from "../../kinds/form-answer.js";
import { FormEvidence, type FormFinding } from "../../kinds/form-evidence.js";
import { type LongPollTrial, longPollForms, tryLongPoll } from "../../kinds/long-poll-trial.js";
import { nearlyEqual } from "../../kinds/nearly-equal.js";
import { thingCheck } from "../../kinds/thing-check.js";
import { valueIn } from "../../kinds/write-trial.js";
import { isSuccess, summaryOf } from "../../wire/http/http-exchange.js";

const requirement = "A Form with the subprotocol longpoll is answered when the property changes, with its new value.";

export const longPollAnswersWithChange = thingCheck({
  id: "http/longpoll",
  area: "http",
  specification: "td11",
  section: "form",
  level: "MUST",
  requirement,
  procedure:
    "Sends GET to each observeproperty Form with longpoll whose property can be written, writes a neighbouring value, and puts the old one back. Fails when the answer comes before anything changes, twice, when it does not come within effectTimeoutMs of the change, or has another value.",
  example: "GET is answered at once, each time.",
  safety: "write",
  appliesTo: (subject) =>
    longPollForms(subject).length > 0 ? true : "no property that can be written is observed by a long poll",
  async judge(subject) {
    const found = new FormEvidence();
    for (const each of longPollForms(subject)) {
      const trial = await tryLongPoll(each, subject);
      found.add({ ...judgeTrial(trial), pointer: trial.form.pointer, exchanges: [trial.poll] });
    }
    return found.together(requirement);
  },
});

function judgeTrial({ trial, poll, isEarly, value }: LongPollTrial): FormFinding {
  const { response } = poll;
  if (isEarly) {
    const isAnswer = response !== undefined && isSuccess(response);
    return isAnswer ? violated("it is answered before anything changes") : unexercised(summaryOf(poll));
  }
  if (typeof trial === "string") return unexercised(trial);
  if (trial.effectiveness !== "exact" && trial.effectiveness !== "rounded") {
    return unexercised("what was written cannot be read");
  }
  if (response === undefined) return violated("the value changes, and no answer comes");
  if (!isSuccess(response)) return violated(summaryOf(poll));
  const told = valueIn(poll);
  if (told !== undefined && nearlyEqual(told.value, value)) return holds;
  return violated(`${JSON.stringify(value)} is read, and the answer has ${JSON.stringify(told?.value)}`);
}
