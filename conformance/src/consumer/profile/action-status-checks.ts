import { holds, unexercised, violated } from "../../kinds/form-answer.js";
import type { FormFinding } from "../../kinds/form-evidence.js";
import type { ConsumerCheck } from "../consumer-subject.js";
import { consumerCheck } from "../kinds/consumer-check.js";
import { ofRequests } from "../kinds/requests.js";
import { fieldOf, type HttpArrival } from "../probe-thing/http-arrival.js";
import { replyTo, type TrialRecord } from "../trial-record.js";
import { type StatusOperation, statusPath, statusTrials } from "./action-trials.js";
import { acceptsJson } from "./basic-request-check.js";
import { judgedProfiles } from "./profile-uris.js";

const common = {
  profile: judgedProfiles.basic.uri,
  area: "profile",
  specification: "profile10",
  level: "MUST",
} as const;

const methods = { queryaction: "GET", cancelaction: "DELETE" } as const;

/** The requests for an operation at the address of the status. A client may ask for the status by itself before it cancels. */
function askedThere({ arrivals }: TrialRecord, operation: StatusOperation): readonly HttpArrival[] {
  return arrivals.filter(
    ({ path, method }) => path === statusPath && (operation === "queryaction" || method !== "GET"),
  );
}

function addressFinding(record: TrialRecord, operation: StatusOperation): FormFinding {
  const told = replyTo(record, operation);
  const isTried = told?.kind === "done" || told?.kind === "failed";
  if (!isTried || replyTo(record, "invokeaction")?.kind !== "done") return unexercised(`${operation} was not tried`);
  if (askedThere(record, operation).length > 0) return holds;
  const elsewhere = record.arrivals.slice(1).find(({ path }) => path !== statusPath);
  const where = elsewhere === undefined ? "nowhere" : `at ${elsewhere.path}`;
  return violated(`told ${operation}, the client asks ${where} instead of at ${statusPath}`);
}

/** The Check that a client asks at the address that the answer to invokeaction has. */
export function statusAddressCheck(id: string, section: string, operation: StatusOperation): ConsumerCheck {
  return consumerCheck({
    ...{ ...common, id, section },
    requirement: `A Consumer sends ${operation} to the address in Location, or in href, of the answer to invokeaction.`,
    procedure: `Answers invokeaction with 201 and the address of the status, once in Location and once in href alone, and tells the client ${operation}. Fails when it does not ask there.`,
    example: "The client asks at the href of the Form.",
    exercises: Object.values(statusTrials[operation]).map((trial) => ({
      trial,
      judge: (record: TrialRecord) => addressFinding(record, operation),
    })),
  });
}

/** The Check that a client asks for a status, or cancels, as the profile has it. */
export function statusRequestCheck(id: string, section: string, operation: StatusOperation): ConsumerCheck {
  const method = methods[operation];
  const parts = operation === "queryaction" ? `${method} and application/json in Accept` : method;
  return consumerCheck({
    ...{ ...common, id, section },
    requirement: `A Consumer sends ${operation} with ${parts}.`,
    procedure: `Answers invokeaction with 201 and the address of the status, and tells the client ${operation}. Fails when its request there is another than ${parts}.`,
    example: operation === "queryaction" ? "The client asks without Accept." : "The client cancels with POST.",
    exercises: [
      {
        trial: statusTrials[operation].inLocation,
        judge(record) {
          const [asked] = askedThere(record, operation);
          return ofRequests(record, {
            operation,
            isConcerned: (arrival) => arrival === asked,
            faultIn(arrival) {
              if (arrival.method !== method) return `the method is ${arrival.method}`;
              const isTaken = operation === "cancelaction" || acceptsJson(arrival);
              return isTaken ? undefined : `Accept is ${fieldOf(arrival, "accept") ?? "missing"}`;
            },
          });
        },
      },
    ],
  });
}
