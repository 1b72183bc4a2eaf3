import type { ConsumerCheck } from "../consumer-subject.js";
import { consumerCheck } from "../kinds/consumer-check.js";
import { lineOf, ofRequests } from "../kinds/requests.js";
import { form } from "../probe-thing/description.js";
import type { Place } from "../probe-thing/place.js";
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

/** The Form that is meant comes last, after one of another scheme, of another content type, of another subprotocol, and for another operation. */
function trial(profile: JudgedProfile, profiled: ProfiledOperation): Trial {
  const { operation, other } = profiled;
  const name = `${profile}-choose-${operation}`;
  const meant = subprotocolOf(profile);
  const forms = ({ base }: Place) => [
    form(`x-probe://127.0.0.1/${operation}`, operation, meant),
    form(`${base}/other-type`, operation, { ...meant, contentType: "application/x-probe" }),
    ...(profile === "basic" ? [] : [form(`${base}/other-subprotocol`, operation, { subprotocol: "x-probe" })]),
    form(`${base}/other-operation`, other, meant),
    form(`${base}/meant`, operation, meant),
  ];
  return {
    name,
    describe: (place) => profiledThing(name, profiled, place, forms(place)),
    answer: answerAt("/meant", profile, profiled),
    async perform(client) {
      await client.do(commandOf(profiled));
    },
  };
}

/** The Check that a client finds the Form of a profile for an operation. */
export function chosenFormCheck(
  id: string,
  section: string,
  profile: JudgedProfile,
  operationName: ProfiledOperationName,
): ConsumerCheck {
  const { uri, title } = judgedProfiles[profile];
  const operation = profiledOperations[operationName];
  const criteria =
    profile === "basic" ? "operation, scheme and content type" : "operation, scheme, content type and subprotocol";
  return consumerCheck({
    ...{ id, section, profile: uri, area: "profile", specification: "profile10", level: "MUST" },
    requirement: `A Consumer of the ${title} finds the Form for ${operationName} by ${criteria}.`,
    procedure: `Tells the client ${operationName}, whose Form comes after others that lack one of these each. Fails when it asks elsewhere, or nowhere.`,
    example: `The client takes the first Form for ${operationName}, though its content type is none that it knows.`,
    exercises: [
      {
        trial: trial(profile, operation),
        judge: (record) =>
          ofRequests(record, {
            operation: operationName,
            mustSend: true,
            faultIn: (arrival) => (arrival.path === "/meant" ? undefined : `${lineOf(arrival)} instead of /meant`),
          }),
      },
    ],
  });
}
