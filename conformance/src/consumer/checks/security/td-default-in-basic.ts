import { consumerCheck } from "../../kinds/consumer-check.js";
import { placedCredentials } from "../../kinds/placed-credentials.js";
import type { ProbeQuestion } from "../../probe-thing/probe-answer.js";
import { lockedTrial } from "../../trials/locked.js";
import { authorizationOf, basicValue, user } from "../../trials/locks.js";

const isPlaced = (question: ProbeQuestion): boolean => authorizationOf(question) === basicValue;

const trial = lockedTrial({
  name: "default-in-basic",
  scheme: { scheme: "basic" },
  secret: user,
  isOpenFor: isPlaced,
  challenge: 'Basic realm="probe", charset="UTF-8"',
});

export const basicGoesInHeader = consumerCheck({
  id: "td-default-in-basic",
  area: "security",
  specification: "td11",
  section: "sec-default-values",
  level: "MUST",
  requirement: "The credentials of a basic scheme without in go in a header.",
  procedure:
    "Tells the client, which has the credentials, to read a property whose security says nothing about where they go. Fails when they go elsewhere than to the header field Authorization.",
  example: "The client puts user name and password into the query.",
  exercises: [{ trial, judge: (record) => placedCredentials(record, "the header field Authorization", isPlaced) }],
});
