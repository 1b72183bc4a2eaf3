import { claimsHttpProfile } from "../../kinds/profile-claim.js";
import { thingCheck } from "../../kinds/thing-check.js";
import { securityConfigurations } from "../../kinds/used-security.js";
import { outcome } from "../../outcome.js";
import type { ThingSubject } from "../../subject.js";

/** The configurations that name several schemes, by a list or by a combo scheme. */
function severalSchemes({ thing }: ThingSubject): readonly (readonly string[])[] {
  return securityConfigurations(thing).filter(
    (names) => names.length > 1 || thing.securityDefinitions[names[0]!]?.scheme === "combo",
  );
}

export const schemesAreAlternatives = thingCheck({
  id: "common-constraints-security-4",
  area: "profile",
  specification: "profile10",
  section: "common-constraints-security",
  level: "MUST",
  requirement: "Several schemes are alternatives: a combo scheme lists them by oneOf.",
  procedure:
    "Looks at security of the Thing and of each Form. Fails when one names several definitions, all of which would apply, or a combo scheme without oneOf.",
  example: "security is a list of nosec and basic.",
  safety: "read",
  appliesTo(subject) {
    const claim = claimsHttpProfile(subject);
    if (claim !== true) return claim;
    return severalSchemes(subject).length > 0 ? true : "no security configuration has several schemes";
  },
  judge(subject) {
    const expected = "one combo scheme with oneOf";
    const odd = severalSchemes(subject).find((names) => {
      const [definition] = names.map((name) => subject.thing.securityDefinitions[name]);
      return names.length > 1 || !Object.hasOwn(Object(definition), "oneOf");
    });
    return outcome(odd === undefined ? "holds" : "violated", expected, odd?.join(", ") ?? "it is so");
  },
});
