import type { Check, CheckDescription } from "../check.js";
import type { ThingSubject } from "../subject.js";
import { notificationLine } from "../wire/http/callback-server.js";
import type { HttpExchange } from "../wire/http/http-exchange.js";
import { type StreamOperation, streamForms } from "./event-stream.js";
import { unexercised } from "./form-answer.js";
import { FormEvidence, type FormFinding } from "./form-evidence.js";
import { claimsHttpWebhook } from "./profile-claim.js";
import { thingCheck } from "./thing-check.js";
import { type WebhookTrial, webhookTrials } from "./webhook-trial.js";

/** A Check of the subscriptions of one operation, as the HTTP Webhook Profile has them. */
export interface WebhookCheck extends Omit<CheckDescription, "area" | "specification" | "safety"> {
  readonly operation: StreamOperation;
  /** Whether the affordance is one that the assertion speaks of; all are by default. */
  concerns?(name: string, subject: ThingSubject): boolean;
  judge(trial: WebhookTrial, subject: ThingSubject): FormFinding;
  /** The exchange that decides; the subscription with what came of it by default. */
  evidence?(trial: WebhookTrial): HttpExchange | undefined;
}

/** The Check: each Form is subscribed to once in a run, whatever the number of checks. */
export function webhookCheck(check: WebhookCheck): Check {
  const { operation, concerns = () => true, judge, evidence = withNotifications, ...description } = check;
  const concerned = (subject: ThingSubject) =>
    streamForms(subject, operation, "webhook").filter(([name]) => concerns(name, subject));
  return thingCheck({
    ...{ ...description, area: "profile", specification: "profile10", safety: "network" },
    appliesTo(subject) {
      const claim = claimsHttpWebhook(subject);
      if (claim !== true) return claim;
      return concerned(subject).length > 0 ? true : `no Form with ${operation} and webhook over HTTP is concerned`;
    },
    async judge(subject) {
      const found = new FormEvidence();
      const trials = await webhookTrials(subject);
      for (const [name, form] of concerned(subject)) {
        const trial = typeof trials === "string" ? trials : trialOf(trials, operation, name);
        if (typeof trial === "string") {
          found.add({ ...unexercised(trial), pointer: form.pointer, exchanges: [] });
          continue;
        }
        const exchange = evidence(trial) ?? trial.subscribe;
        found.add({ ...judge(trial, subject), pointer: form.pointer, exchanges: [exchange] });
      }
      return found.together(description.requirement);
    },
  });
}

const trialOf = (trials: readonly WebhookTrial[], operation: StreamOperation, of: string): WebhookTrial | string =>
  trials.find((each) => each.operation === operation && each.name === of) ?? "it was not subscribed to";

/** The subscription, and below it what was told. */
function withNotifications({ subscribe, notifications, callbackUrl }: WebhookTrial): HttpExchange {
  const lines = notifications.map((each) => notificationLine(each, callbackUrl));
  return { ...subscribe, transcript: [...subscribe.transcript, ...lines] };
}
