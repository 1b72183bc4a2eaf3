import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { claimFormat, claimVersion, readClaim } from "@thingwright/conformance";
import { afterAll, describe, expect, it } from "vitest";
import { disclaimed } from "../../../src/run/claim.js";

const folder = mkdtempSync(join(tmpdir(), "thingwright-claim-"));
afterAll(() => rmSync(folder, { recursive: true }));

const claim = {
  format: claimFormat,
  version: claimVersion,
  implementation: { name: "Lamp" },
  claims: { a: { answer: "no", evidence: "never" }, b: { answer: "not-applicable" }, c: { answer: "yes" } },
};

async function read(document: unknown) {
  const file = join(folder, "claim.json");
  writeFileSync(file, typeof document === "string" ? document : JSON.stringify(document));
  return await readClaim(file);
}

describe("a claim", () => {
  it("is read from its file", async () => {
    expect(await read(claim)).toEqual(claim);
  });

  it.each<[string, unknown]>([
    ["is no JSON", "{"],
    ["is null", null],
    ["is a list", []],
    ["has another format", { ...claim, format: "ics" }],
    ["has another version", { ...claim, version: 2 }],
    ["names no implementation", { ...claim, implementation: {} }],
    ["has no claims", { ...claim, claims: undefined }],
    ["has an answer that is none", { ...claim, claims: { a: { answer: "maybe" } } }],
    ["has no answer", { ...claim, claims: { a: null } }],
    ["has evidence that is no text", { ...claim, claims: { a: { answer: "yes", evidence: 1 } } }],
    ["has a test that is no text", { ...claim, claims: { a: { answer: "yes", tests: [1] } } }],
    ["has tests and names none", { ...claim, claims: { a: { answer: "yes", tests: [] } } }],
    ["says itself that its tests passed", { ...claim, claims: { a: { answer: "yes", tested: { t: "passed" } } } }],
  ])("is refused when it %s", async (_, document) => {
    await expect(read(document)).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
  });

  it("takes out what is answered no or not applicable, with the evidence", () => {
    const claims = claim.claims as Parameters<typeof disclaimed>[0];
    expect(["a", "b", "c", "d", "toString"].map((id) => disclaimed(claims, id))).toEqual([
      "it is not claimed: never",
      "it is claimed not to apply",
      undefined,
      undefined,
      undefined,
    ]);
  });
});
