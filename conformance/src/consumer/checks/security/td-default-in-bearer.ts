import { consumerCheck } from "../../kinds/consumer-check.js";
import { placedCredentials } from "../../kinds/placed-credentials.js";
import type { ProbeQuestion } from "../../probe-thing/probe-answer.js";
import { lockedTrial } from "../../trials/locked.js";
import { authorizationOf, bearerToken, bearerValue } from "../../trials/locks.js";

const isPlaced = (question: ProbeQuestion): boolean => authorizationOf(question) === bearerValue;

const trial = lockedTrial({
  name: "default-in-bearer",
  scheme: { scheme: "bearer", alg: "ES256", format: "jwt" },
  secret: { token: bearerToken },
  isOpenFor: isPlaced,
  challenge: 'Bearer realm="probe"',
});

export const bearerGoesInHeader = consumerCheck({
  id: "td-default-in-bearer",
  area: "security",
  specification: "td11",
  section: "sec-default-values",
  level: "MUST",
  requirement: "The token of a bearer scheme without in goes in a header.",
  procedure:
    "Tells the client, which has the credentials, to read a property whose security says nothing about where they go. Fails when they go elsewhere than to the header field Authorization.",
  example: "The client puts the token into the query.",
  exercises: [{ trial, judge: (record) => placedCredentials(record, "the header field Authorization", isPlaced) }],
});
