import { consumerCheck } from "../../kinds/consumer-check.js";
import { ofRequests } from "../../kinds/requests.js";
import { fieldOf } from "../../probe-thing/http-arrival.js";
import { synchronousAction } from "../../profile/action-trials.js";
import { judgedProfiles } from "../../profile/profile-uris.js";

export const noInputNoBody = consumerCheck({
  id: "http-basic-profile-protocol-binding-invokeaction-5",
  area: "profile",
  specification: "profile10",
  section: "http-basic-profile-protocol-binding-invokeaction",
  level: "SHOULD",
  profile: judgedProfiles.basic.uri,
  requirement: "For an action without input, a Consumer sends no Content-Type and no body.",
  procedure:
    "Tells the client to invoke an action that has no input. Warns when its request has a Content-Type, or a body.",
  example: "The client sends an empty object.",
  exercises: [
    {
      trial: synchronousAction,
      judge: (record) =>
        ofRequests(record, {
          operation: "invokeaction",
          faultIn(arrival) {
            if (arrival.body.byteLength > 0) return `the body has ${arrival.body.byteLength} bytes`;
            const type = fieldOf(arrival, "content-type");
            return type === undefined ? undefined : `Content-Type is ${type}`;
          },
        }),
    },
  ],
});
