import type { Check, CheckDescription } from "../check.js";
import { holds, unexercised, violated } from "./form-answer.js";
import { FormEvidence, type FormFinding } from "./form-evidence.js";
import { claimsHttpSse } from "./profile-claim.js";
import { type ObserveOperation, type Push, pushedProperties, pushes } from "./push-trial.js";
import { thingCheck } from "./thing-check.js";

/** A Check of what a stream of the HTTP SSE Profile tells of a property that is written. */
export interface PushCheck extends Omit<CheckDescription, "area" | "specification" | "safety"> {
  readonly operation: ObserveOperation;
  judge(push: Push): FormFinding;
}

/** The Check: each property is written once in a run, whatever the number of checks and streams. */
export function pushCheck({ operation, judge, ...description }: PushCheck): Check {
  return thingCheck({
    ...{ ...description, area: "profile", specification: "profile10", safety: "write" },
    appliesTo(subject) {
      const claim = claimsHttpSse(subject);
      if (claim !== true) return claim;
      if (pushedProperties(subject, operation).length > 0) return true;
      return `no property that can be read and written in JSON has a stream by ${operation}`;
    },
    async judge(subject) {
      const found = new FormEvidence();
      for (const push of await pushes(subject, operation)) {
        const { resumption, exchange, form, trial } = push;
        const exchanges = [...(resumption === undefined ? [] : [resumption.exchange]), exchange];
        const written = typeof trial === "string" ? [] : [trial.write];
        found.add({ ...judge(push), pointer: form.pointer, exchanges: [...exchanges, ...written] });
      }
      return found.together(description.requirement);
    },
  });
}

/** Whether the change was told while the stream was open. */
export function tellsChange({ isEventStream, trial, changed, messages }: Push): FormFinding {
  if (typeof trial === "string") return unexercised(trial);
  if (trial.effectiveness !== "exact" && trial.effectiveness !== "rounded") {
    return unexercised("what was written cannot be read");
  }
  if (!isEventStream) return unexercised("there is no event stream");
  if (changed !== undefined) return holds;
  return violated(
    `${JSON.stringify(trial.written)} was written and is read, and ${messages.length} messages have not it`,
  );
}

/** Whether a change that was missed is told to who says what the last one was. */
export function tellsMissed({ changed, resumption }: Push): FormFinding {
  if (changed === undefined) return unexercised("no change was told");
  if (resumption === undefined) return unexercised("its messages have no ids of their own");
  return resumption.isCaughtUp ? holds : violated("what came after that id does not come");
}
