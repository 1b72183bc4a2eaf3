import { holds, violated } from "../../../kinds/form-answer.js";
import type { ConsumerCheckDescription } from "../../kinds/consumer-check.js";
import { consumerCheck } from "../../kinds/consumer-check.js";
import { ofReply } from "../../kinds/requests.js";
import { json } from "../../probe-thing/probe-answer.js";
import { invokedTrial } from "../../profile/action-trials.js";
import { judgedProfiles } from "../../profile/profile-uris.js";

const exercises: ConsumerCheckDescription["exercises"] = [402, 508].map((status) => ({
  trial: invokedTrial(`profile-error-${status}`, true, () => json({ level: 30 }, status)),
  judge: (record) =>
    ofReply(record, "invokeaction", ({ kind }) =>
      kind === "failed" ? holds : violated(`${status} is told as a success`),
    ),
}));

export const otherErrorIsAnError = consumerCheck({
  id: "common-constraints-errors-6",
  area: "profile",
  specification: "profile10",
  section: "common-constraints-errors",
  level: "MAY",
  profile: judgedProfiles.basic.uri,
  requirement: "A Consumer takes an HTTP error beside those of the profile as one of its class.",
  procedure: "Answers an action with 402, and with 508. Warns when the client tells its user of a success.",
  example: "The client knows the six errors of the profile, and takes all else as a success.",
  exercises,
});
