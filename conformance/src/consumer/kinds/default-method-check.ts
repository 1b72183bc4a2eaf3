import type { Interact } from "../command.js";
import type { ConsumerCheck } from "../consumer-subject.js";
import { defaultMethods } from "../trials/default-methods.js";
import { consumerCheck } from "./consumer-check.js";
import { ofRequests } from "./requests.js";

/** The Check that one operation goes with its method where the Form names none. */
export function defaultMethodCheck(
  id: string,
  operation: Interact["do"],
  method: string,
  path: string,
  example: string,
): ConsumerCheck {
  return consumerCheck({
    id,
    area: "td",
    specification: "td11",
    section: "http-binding-assertions",
    level: "MUST",
    requirement: `Where a Form names no method, ${operation} goes with ${method}.`,
    procedure: `Tells the client ${operation} on a Form without htv:methodName. Fails when its request has another method than ${method}.`,
    example,
    exercises: [
      {
        trial: defaultMethods,
        judge: (record) =>
          ofRequests(record, {
            operation,
            isConcerned: (arrival) => arrival.path === path,
            faultIn: (arrival) => (arrival.method === method ? undefined : `${operation} goes with ${arrival.method}`),
          }),
        evidence: ({ arrivals }) => arrivals.filter((arrival) => arrival.path === path),
      },
    ],
  });
}
