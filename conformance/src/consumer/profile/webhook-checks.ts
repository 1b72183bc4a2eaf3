import { holds, unexercised, violated } from "../../kinds/form-answer.js";
import { summaryOf } from "../../wire/http/http-exchange.js";
import { essenceOf } from "../../wire/http/media-type.js";
import type { ConsumerCheck } from "../consumer-subject.js";
import { consumerCheck } from "../kinds/consumer-check.js";
import { ofRequests } from "../kinds/requests.js";
import { fieldOf } from "../probe-thing/http-arrival.js";
import { replyTo } from "../trial-record.js";
import { judgedProfiles } from "./profile-uris.js";
import { profiledOperations } from "./profiled-operation.js";
import { subscriptionPath } from "./subscription-play.js";
import { callbackIn, type WebhookOperation, webhookTrials } from "./webhook-trial.js";

const { uri } = judgedProfiles.webhook;
const common = { profile: uri, area: "profile", specification: "profile10", level: "MUST" } as const;

/** The Check that a client registers an address to be told at. */
export function registeredCallbackCheck(id: string, section: string, operation: WebhookOperation): ConsumerCheck {
  return consumerCheck({
    ...{ ...common, id, section },
    requirement: `For ${operation} with webhook, a Consumer sends POST with an object in JSON whose callbackURL is its address.`,
    procedure: `Tells the client ${operation}. Fails when its request is another, has another Content-Type, or no callbackURL of http or https.`,
    example: "The client registers its address as callback.",
    exercises: [
      {
        trial: webhookTrials[operation],
        judge(record) {
          const first = record.arrivals.find(({ path }) => path === "/meant");
          return ofRequests(record, {
            operation,
            isConcerned: (arrival) => arrival === first,
            faultIn(arrival) {
              if (arrival.method !== "POST") return `the method is ${arrival.method}`;
              const type = fieldOf(arrival, "content-type");
              if (essenceOf(type) !== "application/json") return `Content-Type is ${type ?? "missing"}`;
              return callbackIn(arrival) === undefined ? "the body has no callbackURL" : undefined;
            },
          });
        },
      },
    ],
  });
}

/** The Check that a client answers what it is told. */
export function answeredCallbackCheck(id: string, section: string, operation: WebhookOperation): ConsumerCheck {
  return consumerCheck({
    ...{ ...common, id, section },
    requirement: `A Consumer answers each notification of ${operation} at its callbackURL with 200.`,
    procedure: `Sends a notification of ${operation} to the callbackURL that the client registered. Fails when it is answered with another status.`,
    example: "The client answers with 204.",
    exercises: [
      {
        trial: webhookTrials[operation],
        judge({ callbacks }) {
          const [told] = callbacks;
          if (told === undefined) return unexercised("no callbackURL was registered");
          if (told.response === undefined) return unexercised(summaryOf(told));
          return told.response.status === 200
            ? holds
            : violated(`the notification is answered with ${summaryOf(told)}`);
        },
        evidence: ({ callbacks, arrivals }) => [...callbacks, ...arrivals],
      },
    ],
  });
}

/** The Check that a client cancels where it was told to. */
export function cancelledCallbackCheck(id: string, section: string, operation: WebhookOperation): ConsumerCheck {
  const { end } = profiledOperations[operation];
  return consumerCheck({
    ...{ ...common, id, section },
    requirement: `For ${end} with webhook, a Consumer sends DELETE to the address in Location of the answer to its registration.`,
    procedure: `Tells the client ${operation}, then ${end}. Fails when it does not send DELETE to the address of the subscription.`,
    example: "The client sends DELETE to where it registered.",
    exercises: [
      {
        trial: webhookTrials[operation],
        judge(record) {
          const { events, arrivals } = record;
          const asked = arrivals.find(({ path }) => path === subscriptionPath);
          if (asked !== undefined) return asked.method === "DELETE" ? holds : violated(`the method is ${asked.method}`);
          const reply = replyTo(record, end);
          const wasTold = events.cancelled === false && (reply?.kind === "done" || reply?.kind === "failed");
          return wasTold ? violated(`told ${end}, the client does not ask there`) : unexercised(`${end} was not tried`);
        },
      },
    ],
  });
}
