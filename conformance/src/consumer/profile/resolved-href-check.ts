import type { ConsumerCheck } from "../consumer-subject.js";
import { consumerCheck } from "../kinds/consumer-check.js";
import { lineOf, ofRequests } from "../kinds/requests.js";
import { form } from "../probe-thing/description.js";
import type { Trial } from "../trial.js";
import { type JudgedProfile, judgedProfiles, subprotocolOf } from "./profile-uris.js";
import {
  commandOf,
  type ProfiledOperation,
  type ProfiledOperationName,
  profiledOperations,
  profiledThing,
} from "./profiled-operation.js";
import { answerAt } from "./subscription-play.js";

const path = "/things/shared";

/** The href climbs from the base. */
function trial(profile: JudgedProfile, profiled: ProfiledOperation): Trial {
  const { operation } = profiled;
  const name = `${profile}-resolve-${operation}`;
  const forms = [form("../shared", operation, subprotocolOf(profile))];
  return {
    name,
    describe: (place) => profiledThing(name, profiled, place, forms, `${place.base}/things/lamp/`),
    answer: answerAt(path, profile, profiled),
    async perform(client) {
      await client.do(commandOf(profiled));
    },
  };
}

/** The Check that a client resolves the href of a Form against the base. */
export function resolvedHrefCheck(
  id: string,
  section: string,
  profile: JudgedProfile,
  operationName: ProfiledOperationName,
): ConsumerCheck {
  const { uri, title } = judgedProfiles[profile];
  return consumerCheck({
    ...{ id, section, profile: uri, area: "profile", specification: "profile10", level: "MUST" },
    requirement: `A Consumer of the ${title} sends ${operationName} to the resolved href of its Form.`,
    procedure: `Tells the client ${operationName}, whose Form has an href that climbs from the base of the Thing. Fails when it asks elsewhere.`,
    example: "The client appends the href to the base.",
    exercises: [
      {
        trial: trial(profile, profiledOperations[operationName]),
        judge: (record) =>
          ofRequests(record, {
            operation: operationName,
            faultIn: (arrival) => (arrival.path === path ? undefined : `${lineOf(arrival)} instead of ${path}`),
          }),
      },
    ],
  });
}
