import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Claim, ClaimFile } from "@thingwright/conformance";
import { root } from "../house/workspace.js";

/** Where the report is, from the root. */
export const folder = "docs/implementation-report";

/** Tests whose titles begin with the ids of what they prove. */
export const titledTests: readonly string[] = [
  "packages/td/test/assertions.test.ts",
  "packages/thing-model/test/assertions.test.ts",
  "packages/binding-http/test/profile/",
  "packages/gateway/test/profile/",
  "packages/thingwright/test/assertions/",
  "packages/thingwright/test/profile/",
];

/** What is claimed of this implementation: the evidence of the report's folder, and the table that Discovery has already. */
export function ownClaim(): ClaimFile {
  const claim = JSON.parse(readFileSync(join(root, folder, "evidence.json"), "utf8")) as ClaimFile;
  return { ...claim, claims: { ...discoveryClaims(), ...claim.claims } };
}

/** Every file with tests that the claim names. */
export function filesOf({ claims }: ClaimFile): readonly string[] {
  const tests = Object.values(claims).flatMap(({ tests = [] }) => tests);
  return [...new Set(tests.map((test) => test.split(/\*?> /)[0]!.trim()))].sort();
}

/** The rows of `packages/discovery/DISCOVERY.md`, whose own test keeps them true. */
function discoveryClaims(): ClaimFile["claims"] {
  const page = readFileSync(join(root, "packages/discovery/DISCOVERY.md"), "utf8");
  const rows = page.matchAll(/^\| `([\w-]+)` \| ([\w ]+) \| (.+) \|$/gm);
  return Object.fromEntries([...rows].map(([, id = "", state = "", proof = ""]) => [id, claimed(state, proof)]));
}

function claimed(state: string, proof: string): Claim {
  if (state === "not met") return { answer: "no", evidence: proof };
  if (state === "not ours") return { answer: "not-applicable", evidence: proof };
  const tests = [...proof.matchAll(/`([\w./-]+\.test\.ts)`: "([^"]+)"/g)].map(
    ([, file, title = ""]) => `${file}*> ${title.replaceAll(/%[a-z]/g, "*")}`,
  );
  if (state !== "met" || tests.length === 0) return { answer: "open", evidence: proof };
  return { answer: "yes", tests };
}
