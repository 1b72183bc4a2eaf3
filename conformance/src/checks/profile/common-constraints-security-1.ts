import { claimsHttpProfile } from "../../kinds/profile-claim.js";
import { thingCheck } from "../../kinds/thing-check.js";
import { usedSchemes } from "../../kinds/used-security.js";
import { outcome } from "../../outcome.js";

export const usesProfiledScheme = thingCheck({
  id: "common-constraints-security-1",
  area: "profile",
  specification: "profile10",
  section: "common-constraints-security",
  level: "MUST",
  requirement: "A Thing uses nosec, basic, or oauth2 with the flow code or client.",
  procedure: "Looks at the security definitions that are used. Fails when none of them is one of these.",
  example: "The only scheme is apikey.",
  safety: "read",
  appliesTo: claimsHttpProfile,
  judge({ thing }) {
    const used = usedSchemes(thing);
    const isProfiled = used.some((definition) => {
      const { scheme, flow } = definition as { readonly scheme: string; readonly flow?: string };
      return (
        scheme === "nosec" || scheme === "basic" || (scheme === "oauth2" && (flow === "code" || flow === "client"))
      );
    });
    const actual = used.map(({ scheme }) => scheme).join(", ") || "none";
    return outcome(isProfiled ? "holds" : "violated", "nosec, basic, or oauth2 with code or client", actual);
  },
});
