import { claimsHttpProfile } from "../../kinds/profile-claim.js";
import { thingCheck } from "../../kinds/thing-check.js";
import { inconclusive, outcome } from "../../outcome.js";
import { headerOf, summaryOf } from "../../wire/http/http-exchange.js";

/** The scheme of a challenge for each security scheme that can be bootstrapped (Discovery § exploration-secboot). */
const challengeOf: Readonly<Record<string, string>> = {
  basic: "basic",
  digest: "digest",
  bearer: "bearer",
  oauth2: "bearer",
};

export const refusalLeadsToItsScheme = thingCheck({
  id: "common-constraints-security-7",
  area: "profile",
  specification: "profile10",
  section: "common-constraints-security",
  level: "MUST",
  requirement:
    "A Thing that wants credentials for its description tells by a challenge which: those of a scheme that it defines.",
  procedure:
    "Compares WWW-Authenticate of the refusal that came before the description with its security definitions. Fails when there is no challenge, or all are of schemes that the description does not define.",
  example: "The description is refused with a challenge of Digest, and defines basic alone.",
  safety: "read",
  appliesTo(subject) {
    const claim = claimsHttpProfile(subject);
    if (claim !== true) return claim;
    return subject.retrieval?.refused === undefined ? "the description was not refused before it was given out" : true;
  },
  judge({ thing, retrieval }) {
    const refused = retrieval!.refused!;
    const defined = Object.values(thing.securityDefinitions).flatMap(({ scheme }) => challengeOf[String(scheme)] ?? []);
    const expected = `a challenge of ${[...new Set(defined)].join(" or ") || "a scheme that is defined"}`;
    const { response } = refused;
    if (response === undefined) return inconclusive(expected, summaryOf(refused), refused);
    const challenge = headerOf(response, "www-authenticate") ?? "";
    const isDefined = defined.some((scheme) => new RegExp(`(?:^|[\\s,])${scheme}(?:[\\s,]|$)`, "i").test(challenge));
    return outcome(isDefined ? "holds" : "violated", expected, challenge || "no challenge", refused);
  },
});
