import { retrievalCheck, unanswered } from "../../kinds/retrieval-check.js";
import { outcome } from "../../outcome.js";
import { headerOf, summaryOf } from "../../wire/http/http-exchange.js";

/** Challenges that a client of the Web of Things can answer; OAuth2 challenges as Bearer (RFC 6750 §3). */
const usable = /(?:^|[\s,])(?:basic|bearer|digest)(?:[\s,]|$)/i;

export const refusalHasChallenge = retrievalCheck({
  id: "exploration-secboot-401",
  area: "retrieval",
  specification: "discovery10",
  section: "exploration-secboot",
  level: "MUST",
  requirement:
    "A description that wants credentials is refused in a way that tells which: Basic, Bearer, Digest or OAuth2.",
  procedure:
    "Sends GET without credentials to the address under test. When that is refused with 401, fails unless WWW-Authenticate names one of the schemes.",
  example: "The description is refused with 401, and there is no WWW-Authenticate.",
  safety: "read",
  appliesTo({ retrieval }) {
    const status = (retrieval?.refused ?? retrieval?.exchange)?.response?.status;
    return status === undefined || status === 401 ? true : "the description is given out without credentials";
  },
  judge(answer, { refused = answer }) {
    const { response } = refused;
    if (response === undefined) return unanswered("a challenge", refused);
    const challenge = headerOf(response, "www-authenticate");
    const actual = `${summaryOf(refused)}, WWW-Authenticate: ${challenge ?? "none"}`;
    const right = challenge !== undefined && usable.test(challenge);
    return outcome(right ? "holds" : "violated", "a challenge of Basic, Bearer or Digest", actual, refused);
  },
});
