import { basicSchemes } from "../../kinds/basic-schemes.js";
import { claimsHttpProfile } from "../../kinds/profile-claim.js";
import { thingCheck } from "../../kinds/thing-check.js";
import { outcome } from "../../outcome.js";

export const basicIsInProxyAuthorization = thingCheck({
  id: "common-constraints-security-basic-proxy",
  area: "profile",
  specification: "profile10",
  section: "common-constraints-security",
  level: "MUST",
  requirement: "A basic scheme with proxy names Proxy-Authorization.",
  procedure: "Looks at the basic schemes with proxy of the description. Fails when name is not Proxy-Authorization.",
  example: "A basic scheme with proxy has the name Authorization.",
  safety: "read",
  appliesTo: (subject) => {
    const claim = claimsHttpProfile(subject);
    if (claim !== true) return claim;
    return basicSchemes(subject.thing).filter(([, { proxy }]) => proxy !== undefined).length > 0
      ? true
      : "no such basic scheme is defined";
  },
  judge({ thing }) {
    const odd = basicSchemes(thing)
      .filter(([, { proxy }]) => proxy !== undefined)
      .filter(([, { name }]) => name !== "Proxy-Authorization");
    const expected = "name: Proxy-Authorization";
    if (odd.length === 0) return outcome("holds", expected, "it is so");
    return outcome("violated", expected, `otherwise: ${odd.map(([name]) => name).join(", ")}`);
  },
});
