import { basicSchemes } from "../../kinds/basic-schemes.js";
import { claimsHttpProfile } from "../../kinds/profile-claim.js";
import { thingCheck } from "../../kinds/thing-check.js";
import { outcome } from "../../outcome.js";

export const basicIsInHeader = thingCheck({
  id: "common-constraints-security-basic-in",
  area: "profile",
  specification: "profile10",
  section: "common-constraints-security",
  level: "MUST",
  requirement: "Credentials of a basic scheme are in a header.",
  procedure: "Looks at the basic schemes of the description. Fails when in is given and is not header.",
  example: "A basic scheme has in: query.",
  safety: "read",
  appliesTo: (subject) => {
    const claim = claimsHttpProfile(subject);
    if (claim !== true) return claim;
    return basicSchemes(subject.thing).length > 0 ? true : "no such basic scheme is defined";
  },
  judge({ thing }) {
    const odd = basicSchemes(thing).filter(([, scheme]) => scheme.in !== undefined && scheme.in !== "header");
    const expected = "in absent, or header";
    if (odd.length === 0) return outcome("holds", expected, "it is so");
    return outcome("violated", expected, `otherwise: ${odd.map(([name]) => name).join(", ")}`);
  },
});
