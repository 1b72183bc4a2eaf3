import { holds, unexercised, violated } from "../../kinds/form-answer.js";
import { essenceOf } from "../../wire/http/media-type.js";
import type { ConsumerCheck } from "../consumer-subject.js";
import { consumerCheck } from "../kinds/consumer-check.js";
import { ofRequests } from "../kinds/requests.js";
import { fieldOf } from "../probe-thing/http-arrival.js";
import { replyTo } from "../trial-record.js";
import { judgedProfiles } from "./profile-uris.js";
import { type ProfiledOperation, type ProfiledOperationName, profiledOperations } from "./profiled-operation.js";
import { brokenStream, endedStream, lastId } from "./stream-trials.js";

const common = { profile: judgedProfiles.sse.uri, area: "profile", specification: "profile10", level: "MUST" } as const;

/** The Check that a client opens an event stream. */
export function openedStreamCheck(id: string, section: string, operation: ProfiledOperationName): ConsumerCheck {
  return consumerCheck({
    ...{ ...common, id, section },
    requirement: `For ${operation} with sse, a Consumer opens an event stream where the Form leads.`,
    procedure: `Tells the client ${operation}. Fails when it asks with another method than GET, or does not accept text/event-stream.`,
    example: "The client accepts application/json alone, and so asks for one value.",
    exercises: [
      {
        trial: broken(operation),
        judge: (record) =>
          ofRequests(record, {
            operation,
            isConcerned: ({ path }) => path === "/meant",
            faultIn(arrival) {
              if (arrival.method !== "GET") return `the method is ${arrival.method}`;
              const accept = fieldOf(arrival, "accept") ?? "";
              const takes = accept.split(",").map(essenceOf).includes("text/event-stream");
              return takes ? undefined : `Accept is ${accept === "" ? "missing" : accept}`;
            },
          }),
      },
    ],
  });
}

/** The Check that a client comes back when its stream breaks. */
export function reopenedStreamCheck(id: string, section: string, operation: ProfiledOperationName): ConsumerCheck {
  return consumerCheck({
    ...{ ...common, id, section },
    requirement: `When the stream of ${operation} breaks, a Consumer opens it again, and says what it has seen last.`,
    procedure: `Breaks the stream of ${operation} after a message with an id. Fails when the client does not ask again, or does so without that id in Last-Event-ID.`,
    example: "The client takes the end of the connection for the end of the subscription.",
    exercises: [
      {
        trial: broken(operation),
        judge({ events, arrivals }) {
          if (events.notified === false) return unexercised("the first message was not passed on");
          if (events.reopened === false) return violated("the client does not open the stream again");
          if (events.reopened === undefined) return unexercised("the stream was not opened");
          const seen = fieldOf(arrivals.at(-1)!, "last-event-id");
          return seen === lastId ? holds : violated(`Last-Event-ID is ${seen ?? "missing"} instead of ${lastId}`);
        },
      },
    ],
  });
}

/** The Check that a client ends a subscription by closing its stream. */
export function endedStreamCheck(id: string, section: string, operationName: ProfiledOperationName): ConsumerCheck {
  const profiled: ProfiledOperation = profiledOperations[operationName];
  const end = profiled.end!;
  return consumerCheck({
    ...{ ...common, id, section },
    requirement: `For ${end} with sse, a Consumer closes the stream.`,
    procedure: `Tells the client ${operationName}, then ${end}. Fails when the stream stays open.`,
    example: "The client passes on nothing more, and stays connected.",
    exercises: [
      {
        trial: endedStream(profiled),
        judge(record) {
          const reply = replyTo(record, end);
          if (record.events.closed === true) return holds;
          const wasTold = reply?.kind === "done" || reply?.kind === "failed";
          return wasTold
            ? violated(`told ${end}, the client leaves the stream open`)
            : unexercised(`${end} was not tried`);
        },
      },
    ],
  });
}

/** Trials are carried out once: those of two checks are the same. */
const trials = new Map(
  (["observeproperty", "observeallproperties", "subscribeevent", "subscribeallevents"] as const).map((operation) => [
    operation as ProfiledOperationName,
    brokenStream(profiledOperations[operation]),
  ]),
);

const broken = (operation: ProfiledOperationName) => trials.get(operation)!;
