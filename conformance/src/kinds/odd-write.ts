import { isDeepStrictEqual } from "node:util";
import type { Check, CheckDescription } from "../check.js";
import type { ThingSubject } from "../subject.js";
import type { HttpExchange, HttpRequest } from "../wire/http/http-exchange.js";
import { unexercised } from "./form-answer.js";
import { FormEvidence, type FormFinding } from "./form-evidence.js";
import { thingCheck } from "./thing-check.js";
import { readRequest, type WriteForm, writePropertyForms, writeRequest } from "./write-form.js";
import { putBack, valueIn } from "./write-trial.js";

/** Whether the value is what it was before an odd request. */
export type Kept = "kept" | "changed" | "unknown";

/** A Check of what comes of a request to write that no Form describes. */
export interface OddWriteCheck extends Omit<CheckDescription, "area" | "safety"> {
  /** The odd request, made of the one that writes the value that is there. */
  oddly(request: HttpRequest): HttpRequest;
  /** What is odd about it: completes "writes NAME …". */
  readonly how: string;
  judge(write: HttpExchange, kept: Kept): FormFinding;
}

/** The Check: the first property that can be written is asked once, and has its value again afterwards. */
export function oddWriteCheck({ oddly, how, judge, ...description }: OddWriteCheck): Check {
  return thingCheck({
    ...description,
    area: "http",
    safety: "load",
    appliesTo: ({ thing }) =>
      writePropertyForms(thing).length > 0 ? true : "no property can be read and written in JSON over HTTP",
    async judge(subject) {
      const found = new FormEvidence();
      const [form] = writePropertyForms(subject.thing);
      const { write, kept } = await writeOddly(form!, subject, oddly, how);
      const finding = write === undefined ? unexercised("it cannot be read") : judge(write, kept);
      found.add({ ...finding, pointer: form!.form.pointer, exchanges: write === undefined ? [] : [write] });
      return found.together(description.requirement);
    },
  });
}

async function writeOddly(
  form: WriteForm,
  subject: ThingSubject,
  oddly: OddWriteCheck["oddly"],
  how: string,
): Promise<{ readonly write?: HttpExchange; readonly kept: Kept }> {
  const reading = readRequest(form, subject);
  const old = valueIn(await subject.http.askAgain(reading));
  if (old === undefined) return { kept: "unknown" };
  const write = await subject.http.change(oddly(writeRequest(form, old.value, subject)), {
    safety: "write",
    effect: `writes ${JSON.stringify(form.name)} of ${subject.thing.title} ${how}`,
    restore: (http) => putBack(form, old.value, subject, http),
  });
  const now = valueIn(await subject.http.askAgain(reading));
  await subject.ledger.settle();
  if (now === undefined) return { write, kept: "unknown" };
  return { write, kept: isDeepStrictEqual(now, old) ? "kept" : "changed" };
}
