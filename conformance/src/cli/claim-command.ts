import { checks } from "../checks/checks.js";
import { consumerChecks } from "../consumer/checks/consumer-checks.js";
import { type Claim, type ClaimFile, claimFormat, claimVersion } from "../run/claim.js";
import { assertions } from "../specifications/assertions.js";
import { coverageOf } from "../specifications/coverage.js";

/** A claim that a vendor fills in: every assertion and every other check, still open, with a question where no check answers. */
export function claimCommand(): string {
  const claim: ClaimFile = {
    format: claimFormat,
    version: claimVersion,
    implementation: { name: "", version: "", vendor: "" },
    claims: Object.fromEntries([...judged.map(({ id }) => [id, open]), ...assertions.flatMap(asked)]),
  };
  return `${JSON.stringify(claim, undefined, 2)}\n`;
}

/** What needs no person: checks of Things and of clients. */
const judged = [...checks, ...consumerChecks];

const open: Claim = { answer: "open" };

function asked(assertion: (typeof assertions)[number]): readonly (readonly [id: string, claim: Claim])[] {
  const { id, question } = assertion;
  if (question === undefined || coverageOf(assertion, judged) !== "manual") return [];
  return [[id, { question, answer: "open" }]];
}
