import type { SecurityScheme } from "@thingwright/td";
import { holds, unexercised, violated } from "../../../kinds/form-answer.js";
import type { FormFinding } from "../../../kinds/form-evidence.js";
import { consumerCheck } from "../../kinds/consumer-check.js";
import type { Place } from "../../probe-thing/place.js";
import { json } from "../../probe-thing/probe-answer.js";
import { judgedProfiles } from "../../profile/profile-uris.js";
import type { Trial } from "../../trial.js";
import { replyTo, type TrialRecord } from "../../trial-record.js";
import { lockedTrial } from "../../trials/locked.js";
import { authorizationOf, basicValue, bearerToken, bearerValue, user } from "../../trials/locks.js";

const challenge = 'Basic realm="probe", charset="UTF-8"';
const basic = { scheme: "basic", in: "header" } as const;

const withBasic = lockedTrial({
  name: "profile-basic",
  scheme: basic,
  secret: user,
  isOpenFor: (question) => authorizationOf(question) === basicValue,
  challenge,
});

const withCombo = lockedTrial({
  name: "profile-combo",
  scheme: { scheme: "combo", oneOf: ["strange", "known"] },
  secret: {},
  others: { strange: [{ scheme: "psk" }], known: [basic, user] },
  isOpenFor: (question) => authorizationOf(question) === basicValue,
  challenge,
});

const client = { clientId: "probe-client", clientSecret: "probe-secret-41ce" };

/** The address of the token depends on where the Thing is. */
function withOauth2(): Trial {
  const scheme = ({ base }: Place): SecurityScheme => ({ scheme: "oauth2", flow: "client", token: `${base}/token` });
  const locked = lockedTrial({
    name: "profile-oauth2-client",
    scheme: { scheme: "nosec" },
    secret: client,
    isOpenFor: (question) => authorizationOf(question) === bearerValue,
    challenge: 'Bearer realm="probe"',
  });
  return {
    ...locked,
    describe: (place) => ({ ...locked.describe(place), securityDefinitions: { locked: scheme(place) } }),
    answer: (question, place) =>
      question.path === "/token"
        ? json({ access_token: bearerToken, token_type: "Bearer", expires_in: 3600 })
        : locked.answer(question, place),
  };
}

/** Who claims the profile has to know the scheme: what is not supported is a violation as well. */
function judge(record: TrialRecord): FormFinding {
  const taken = replyTo(record, "consume");
  if (taken?.kind === "failed") return violated(`the client refuses the description: ${taken.message}`);
  const reply = replyTo(record, "readproperty");
  if (reply === undefined || reply.kind === "silent") return unexercised("readproperty was not tried");
  if (reply.kind !== "done") return violated(`the client cannot read: ${reply.message}`);
  return reply.value === 7 ? holds : violated("the client does not give the value");
}

export const schemesOfProfileAreKnown = consumerCheck({
  id: "common-constraints-security-2",
  area: "profile",
  specification: "profile10",
  section: "common-constraints-security",
  level: "MUST",
  profile: judgedProfiles.basic.uri,
  requirement:
    "A Consumer of a profile supports basic, oauth2 with the flow client, and combo with oneOf of schemes that it supports.",
  procedure:
    "Tells the client, which has the credentials, to read a property that wants each of these. Fails when it cannot. The flow code needs a person, and is not tried.",
  example: "The client does not know the scheme combo.",
  exercises: [withBasic, withCombo, withOauth2()].map((trial) => ({ trial, judge })),
});
