import { holds, unexercised, violated } from "../../../kinds/form-answer.js";
import { consumerCheck } from "../../kinds/consumer-check.js";
import { gives, ofReply } from "../../kinds/requests.js";
import { failedAction, isOutput, statusTrials, synchronousAction } from "../../profile/action-trials.js";
import { judgedProfiles } from "../../profile/profile-uris.js";

export const everyActionResponseIsTaken = consumerCheck({
  id: "http-basic-profile-protocol-binding-invokeaction-13",
  area: "profile",
  specification: "profile10",
  section: "http-basic-profile-protocol-binding-invokeaction",
  level: "MUST",
  profile: judgedProfiles.basic.uri,
  requirement: "A Consumer takes synchronous, asynchronous and error responses to invokeaction.",
  procedure:
    "Answers an action with 200 and its output, with 201 and an ActionStatus, and with problem details. Fails when the client does not give its user the output, reports an error of what goes on, or a success of what has failed.",
  example: "The client knows no other success than 200, and reports an error for 201.",
  exercises: [
    { trial: synchronousAction, judge: (record) => gives(record, "invokeaction", isOutput) },
    {
      trial: statusTrials.queryaction.inLocation,
      judge: (record) =>
        record.arrivals.length === 0 ? unexercised("nothing was sent") : gives(record, "invokeaction", () => true),
    },
    {
      trial: failedAction,
      judge: (record) =>
        ofReply(record, "invokeaction", ({ kind }) =>
          kind === "failed" ? holds : violated("the client tells its user of a success"),
        ),
    },
  ],
});
