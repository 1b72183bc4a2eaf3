import type { Check, CheckDescription } from "../check.js";
import type { ThingSubject } from "../subject.js";
import type { HttpExchange } from "../wire/http/http-exchange.js";
import { type ActionTrial, actionTrials, invocableActions } from "./action-trial.js";
import { FormEvidence, type FormFinding } from "./form-evidence.js";
import { claimsHttpBasic } from "./profile-claim.js";
import { thingCheck } from "./thing-check.js";

/** A Check of what comes of invoking each action as the HTTP Basic Profile has it. */
export interface ActionCheck extends Omit<CheckDescription, "area" | "specification" | "safety"> {
  /** Whether the action is one that the assertion speaks of; all are by default. */
  concerns?(action: ActionTrial["action"]): boolean;
  judge(trial: ActionTrial): FormFinding;
  /** The exchange that decides; that of the invocation by default. */
  evidence?(trial: ActionTrial): HttpExchange | undefined;
}

/** The Check: every action is invoked once in a run, whatever the number of checks. */
export function actionCheck(check: ActionCheck): Check {
  const { concerns = () => true, judge, evidence = ({ invoke }) => invoke, ...description } = check;
  return thingCheck({
    ...{ ...description, area: "profile", specification: "profile10", safety: "invoke" },
    appliesTo(subject) {
      const claim = claimsHttpBasic(subject);
      if (claim !== true) return claim;
      return concerned(subject, concerns).length > 0 ? true : "no action over HTTP in JSON is concerned";
    },
    async judge(subject) {
      const found = new FormEvidence();
      const names = concerned(subject, concerns);
      for (const trial of await actionTrials(subject)) {
        if (!names.includes(trial.name)) continue;
        const pointer = `/actions/${trial.name}`;
        if ("why" in trial) {
          found.add({ judgement: "inconclusive", actual: trial.why, pointer, exchanges: [] });
          continue;
        }
        const exchange = evidence(trial);
        const finding = judge(trial);
        found.add({ ...finding, pointer, exchanges: exchange === undefined ? [trial.invoke] : [exchange] });
      }
      return found.together(description.requirement);
    },
  });
}

function concerned(subject: ThingSubject, concerns: NonNullable<ActionCheck["concerns"]>): readonly string[] {
  return invocableActions(subject).filter((name) => concerns(subject.thing.actions![name]!));
}
