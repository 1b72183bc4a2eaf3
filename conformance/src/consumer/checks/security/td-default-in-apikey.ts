import { consumerCheck } from "../../kinds/consumer-check.js";
import { placedCredentials } from "../../kinds/placed-credentials.js";
import type { ProbeQuestion } from "../../probe-thing/probe-answer.js";
import { lockedTrial } from "../../trials/locked.js";
import { apiKey } from "../../trials/locks.js";

const isPlaced = ({ path }: ProbeQuestion): boolean =>
  new URL(path, "http://probe.invalid").searchParams.get("code") === apiKey;

const trial = lockedTrial({
  name: "default-in-apikey",
  scheme: { scheme: "apikey", name: "code" },
  secret: { apiKey },
  isOpenFor: isPlaced,
  challenge: 'Key realm="probe"',
});

export const keyGoesInQuery = consumerCheck({
  id: "td-default-in-apikey",
  area: "security",
  specification: "td11",
  section: "sec-default-values",
  level: "MUST",
  requirement: "The key of an apikey scheme without in goes in the query.",
  procedure:
    "Tells the client, which has the credentials, to read a property whose security says nothing about where they go. Fails when they go elsewhere than to the query.",
  example: "The client puts the key into a header field.",
  exercises: [{ trial, judge: (record) => placedCredentials(record, "the query", isPlaced) }],
});
