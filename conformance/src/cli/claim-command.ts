import { checks } from "../checks/checks.js";
import { type Claim, type ClaimFile, claimFormat, claimVersion } from "../run/claim.js";

/** A claim that a vendor fills in: every assertion that there is a check for, still open. */
export function claimCommand(): string {
  const open: Claim = { answer: "open" };
  const claim: ClaimFile = {
    format: claimFormat,
    version: claimVersion,
    implementation: { name: "", version: "", vendor: "" },
    claims: Object.fromEntries(checks.map(({ id }) => [id, open])),
  };
  return `${JSON.stringify(claim, undefined, 2)}\n`;
}
