import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ClaimFile, claimFormat, claimVersion, readTestResults, testedClaim } from "@thingwright/conformance";
import { afterAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "thingwright-results-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function resultsOf(...documents: readonly string[]) {
  const files = documents.map((document, index) => {
    const file = join(folder, `${index}.xml`);
    writeFileSync(file, document);
    return file;
  });
  return await readTestResults(files);
}

const junit = `<?xml version="1.0"?>
<!-- <testcase classname="x" name="commented out"/> -->
<testsuites><testsuite name="outer">
  <testcase classname="lamp.test" name="a lamp &gt; shines"/>
  <testsuite name="inner">
    <testcase classname="lamp.test" name="a lamp &#62; hums"><failure message="it does not">at x</failure></testcase>
    <testcase classname="lamp.test" name="a lamp &gt; flies"><skipped/></testcase>
    <testcase classname="lamp.test" name="a lamp &gt; counts to 1"><system-out><![CDATA[<failure/>]]></system-out></testcase>
    <testcase classname="lamp.test" name="a lamp &gt; counts to 2"><error type="E"/></testcase>
    <testcase name="alone"></testcase>
  </testsuite>
</testsuite></testsuites>`;

describe("results of tests", () => {
  it("are read from JUnit XML, from suites in suites too", async () => {
    expect(Object.fromEntries(await resultsOf(junit))).toEqual({
      "lamp.test > a lamp > shines": "passed",
      "lamp.test > a lamp > hums": "failed",
      "lamp.test > a lamp > flies": "skipped",
      "lamp.test > a lamp > counts to 1": "passed",
      "lamp.test > a lamp > counts to 2": "failed",
      alone: "passed",
    });
  });

  it("are the worst of those of one name, whatever the order", async () => {
    const suite = (inner: string) => `<testsuite><testcase name="t">${inner}</testcase></testsuite>`;
    const [passed, skipped, failed] = [suite(""), suite("<skipped/>"), suite("<failure/>")];
    expect((await resultsOf(passed, skipped)).get("t")).toBe("skipped");
    expect((await resultsOf(failed, skipped, passed)).get("t")).toBe("failed");
  });

  it.each([
    ["is no XML", "{}"],
    ["is cut off", "<testsuites><testsuite>"],
    ["is empty", ""],
    ["is crossed", "<a><b></a></b>"],
    ["has a tag that is none", '<testsuite><testcase name="a<b"/></testsuite>'],
  ])("are refused when the file %s", async (_, document) => {
    await expect(resultsOf(document)).rejects.toMatchObject({ code: "WOT_ARGUMENT" });
  });
});

describe("a claim with tests", () => {
  const claimOf = (claims: ClaimFile["claims"]): ClaimFile => ({
    ...{ format: claimFormat, version: claimVersion },
    ...{ implementation: { name: "Lamp" }, claims },
  });

  it("has what came of each that it names, and of all that a pattern names", async () => {
    const tests = ["lamp.test > a lamp > shines", "lamp.test *> counts to *", "lamp.test > a lamp > dreams", "x*x"];
    const { claims } = testedClaim(claimOf({ "td-links": { answer: "yes", tests } }), await resultsOf(junit));
    expect(claims["td-links"]?.tested).toEqual({
      "lamp.test > a lamp > shines": "passed",
      "lamp.test > a lamp > counts to 1": "passed",
      "lamp.test > a lamp > counts to 2": "failed",
      "lamp.test > a lamp > dreams": "missing",
      "x*x": "missing",
    });
  });

  it("needs no answer where the title of a test, or of its group, begins with the id", () => {
    const results = new Map([
      ["t > td-links: are links", "passed"],
      ["t > td-links: follows them > over HTTP", "passed"],
      ["t > td-linksy: is no assertion", "passed"],
      ["td-forms: is the name of a file > works", "passed"],
      ["t > speaks of td-forms: a bit", "passed"],
    ] as const);
    const { claims } = testedClaim(claimOf({}), results);
    expect(Object.keys(claims)).toEqual(["td-links"]);
    expect(claims["td-links"]?.answer).toBe("yes");
    expect(Object.keys(claims["td-links"]?.tested ?? {})).toHaveLength(2);
  });

  it("stays denied, whatever a test says", () => {
    const denied = { answer: "no", evidence: "not yet" } as const;
    const { claims } = testedClaim(claimOf({ "td-links": denied }), new Map([["t > td-links: are links", "passed"]]));
    expect(claims["td-links"]).toEqual(denied);
  });

  it("is left as it is where it names no test", () => {
    const claim = claimOf({ "td-links": { answer: "yes", evidence: "seen" } });
    expect(testedClaim(claim, new Map())).toEqual(claim);
  });
});
