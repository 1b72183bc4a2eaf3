import { holds, unexercised, violated } from "../../../kinds/form-answer.js";
import { consumerCheck } from "../../kinds/consumer-check.js";
import { json } from "../../probe-thing/probe-answer.js";
import { lockedTrial } from "../../trials/locked.js";
import { authorizationOf, basicValue, carriesSecret, user } from "../../trials/locks.js";

const trial = lockedTrial({
  name: "redirect-credentials",
  scheme: { scheme: "basic", in: "header" },
  secret: user,
  isOpenFor: (question) => question.isElsewhere || authorizationOf(question) === basicValue,
  challenge: 'Basic realm="probe", charset="UTF-8"',
  opened: ({ isElsewhere }, { elsewhere }) =>
    isElsewhere ? json(7) : { status: 307, headers: { location: `${elsewhere}/level` } },
});

export const credentialsStayAtHome = consumerCheck({
  id: "http/redirect-credentials",
  area: "http",
  specification: "rfc9110",
  section: "§15.4",
  level: "SHOULD",
  requirement: "A client that follows a redirect to another origin leaves out the credentials of the first.",
  procedure:
    "Redirects a read with credentials to another origin, with 307. Warns when a request there has the credentials. Who does not follow keeps them as well.",
  example: "The client sends the password along to wherever the Thing sends it.",
  exercises: [
    {
      trial,
      judge({ arrivals }) {
        if (arrivals.some((arrival) => arrival.isElsewhere && carriesSecret(arrival))) {
          return violated("the credentials are sent to the other origin");
        }
        return arrivals.some(({ answer }) => answer.status === 307)
          ? holds
          : unexercised("it did not come to the redirect");
      },
    },
  ],
});
