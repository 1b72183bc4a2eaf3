import { AssertionError } from "node:assert";
import { describe, it } from "vitest";
import type { BindingSetup } from "./binding-setup.js";
import { type Check, type Claims, claimsOf, runCheck, whySkipped } from "./check.js";
import { checks } from "./checks/checks.js";

/** Only a last resort: `runCheck` has deadlines of its own. */
const checkTimeoutMs = 60_000;

/**
 * Declares the tests that hold a binding to the contract of `@thingwright/contracts`. Call it in
 * `test/contract.test.ts` with a setup and do nothing else there.
 */
export function bindingContract(setup: BindingSetup): void {
  describe(`the contract of bindings, kept by ${setup.name}`, () => {
    const claims = claimsOf(setup);
    for (const check of checks) declare(check, setup, claims);
    it("is not excused from a check that does not exist", () => refuseUnknownGaps(setup));
  });
}

function declare(check: Check, setup: BindingSetup, claims: Claims): void {
  const title = `${check.id}: ${check.title}`;
  const skipped = whySkipped(check, setup, claims);
  if (skipped === undefined) it(title, () => runCheck(check, setup), checkTimeoutMs);
  else it.skip(`${title} (${skipped})`);
}

function refuseUnknownGaps(setup: BindingSetup): void {
  const unknown = Object.keys(setup.gaps ?? {}).filter((id) => !checks.some((check) => check.id === id));
  if (unknown.length > 0) throw new AssertionError({ message: `no check is called ${unknown.join(", ")}` });
}
