import { consumerCheck } from "../../kinds/consumer-check.js";
import { lineOf, ofRequests } from "../../kinds/requests.js";
import { form } from "../../probe-thing/description.js";
import { lockedTrial } from "../../trials/locked.js";
import { authorizationOf, bearerToken, bearerValue, carriesSecret, user } from "../../trials/locks.js";

const basic = { scheme: "basic", in: "header" } as const;

const open = lockedTrial({
  name: "form-without-lock",
  scheme: basic,
  secret: user,
  others: { open: [{ scheme: "nosec" }] },
  form: ({ base }) => form(`${base}/level`, "readproperty", { security: "open" }),
  isOpenFor: () => true,
  challenge: "Basic",
});

const other = lockedTrial({
  name: "form-with-other-lock",
  scheme: basic,
  secret: user,
  others: { token: [{ scheme: "bearer", in: "header", alg: "ES256", format: "jwt" }, { token: bearerToken }] },
  form: ({ base }) => form(`${base}/level`, "readproperty", { security: "token" }),
  isOpenFor: (question) => authorizationOf(question) === bearerValue,
  challenge: 'Bearer realm="probe"',
});

export const formDecidesOnSecurity = consumerCheck({
  id: "td-security-overrides",
  area: "security",
  specification: "td11",
  section: "security-serialization-json",
  level: "MAY",
  requirement: "The security of a Form replaces that of the Thing, wholly.",
  procedure:
    "Tells the client, which has credentials for the Thing, to read properties whose Forms name nosec, or another scheme. Warns when credentials of the Thing are sent.",
  example: "The Form names nosec, and the client sends the password of the Thing.",
  exercises: [
    {
      trial: open,
      judge: (record) =>
        ofRequests(record, {
          operation: "readproperty",
          faultIn: (arrival) => (carriesSecret(arrival) ? `${lineOf(arrival)} has credentials` : undefined),
        }),
    },
    {
      trial: other,
      judge: (record) =>
        ofRequests(record, {
          operation: "readproperty",
          isConcerned: carriesSecret,
          faultIn: (arrival) =>
            authorizationOf(arrival) === bearerValue
              ? undefined
              : `${lineOf(arrival)} has the credentials of the Thing`,
        }),
    },
  ],
});
