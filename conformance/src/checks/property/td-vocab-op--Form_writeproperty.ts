import { isPassing, isRefusal } from "../../kinds/form-answer.js";
import { FormEvidence, type JudgedForm } from "../../kinds/form-evidence.js";
import { thingCheck } from "../../kinds/thing-check.js";
import { type WriteForm, writePropertyForms } from "../../kinds/write-form.js";
import type { WriteTrial } from "../../kinds/write-trial.js";
import { writeTrials } from "../../kinds/write-trials.js";
import { type HttpExchange, isSuccess, summaryOf } from "../../wire/http/http-exchange.js";
import { jsonBody } from "../../wire/http/json-body.js";

const requirement =
  "A Form with writeproperty writes: a value that its data schema has is accepted, and read afterwards.";

export const writtenIsRead = thingCheck({
  id: "td-vocab-op--Form_writeproperty",
  area: "property",
  specification: "td11",
  section: "form",
  level: "MUST",
  requirement,
  procedure:
    "Reads each property that can be read and written in JSON over HTTP, writes a neighbouring value by each of its writeproperty Forms, reads until that shows, and puts the old value back. Fails when the value is refused with an error status, or another is still read after effectTimeoutMs. A number that differs by a hundredth or less may be rounded: then a value further away is tried, and when that is rounded as well it decides nothing. Refused credentials, 409, 423, redirects and 408, 425, 429, 503 and 504 decide nothing.",
  example: "PUT 41 is answered with 204, and the property is still read as 40.",
  safety: "write",
  appliesTo: ({ thing }) =>
    writePropertyForms(thing).length > 0 ? true : "no property can be both read and written in JSON over HTTP",
  async judge(subject) {
    const evidence = new FormEvidence();
    for (const { form, trial } of await writeTrials(subject)) {
      evidence.add({ ...judgeTrial(form, trial), pointer: form.form.pointer });
    }
    return evidence.together(requirement);
  },
});

function judgeTrial(form: WriteForm, trial: WriteTrial | string): Omit<JudgedForm, "pointer"> {
  if (typeof trial === "string") return { judgement: "inconclusive", actual: trial, exchanges: [] };
  const { write, after, written, effectiveness } = trial;
  const exchanges = after === undefined ? [write] : [write, after];
  if (write.response === undefined) return { judgement: "tool-error", actual: summaryOf(write), exchanges };
  if (!isSuccess(write.response)) return { ...judgeRefusal(form, write), exchanges };
  if (effectiveness === "exact") return { judgement: "holds", actual: "is read", exchanges };
  if (after?.response === undefined) return { judgement: "tool-error", actual: "it cannot be read again", exchanges };
  const body = jsonBody(after.response);
  const seen = body.ok ? JSON.stringify(body.value) : body.why;
  const actual = `${JSON.stringify(written)} was written, and ${seen} is read`;
  if (effectiveness === "none") return { judgement: "violated", actual, exchanges };
  return { judgement: "inconclusive", actual: `${actual}: it may be rounded`, exchanges };
}

function judgeRefusal({ credentials }: WriteForm, write: HttpExchange): Pick<JudgedForm, "judgement" | "actual"> {
  const { response, request } = write;
  const lacksCredentials = credentials !== "none" && isRefusal(response!) && request.authentication === undefined;
  const isOpen = lacksCredentials || isPassing(response!) || response!.status === 409 || response!.status === 423;
  const actual = `writing brought ${summaryOf(write)}`;
  return { judgement: isOpen ? "inconclusive" : "violated", actual };
}
