import { assertions, reportFormats } from "@thingwright/conformance";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import jsonld from "jsonld";
import { describe, expect, it } from "vitest";
import { everyVerdict, hostile, someReport, someResult } from "./some-report.js";

const rendered = (name: string, ...reports: Parameters<(typeof reportFormats)[string]["render"]>[0]) =>
  reportFormats[name]!.render(reports);

const reports = [
  someReport({ [`Lamp ${hostile}`]: everyVerdict }),
  someReport({ Fan: [someResult("td-json-open", "pass")] }),
];

describe("a report as JUnit XML", () => {
  const parsed = (xml: string) => {
    expect(XMLValidator.validate(xml)).toBe(true);
    const parser = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: "",
      isArray: (name) => name === "testcase",
    });
    return [parser.parse(xml).testsuites.testsuite].flat();
  };

  it("has a suite for each Thing, with what fails, errs and was skipped", () => {
    const [lamp, fan] = parsed(rendered("junit", ...reports));
    expect(lamp).toMatchObject({ tests: "6", failures: "1", errors: "1", skipped: "2", time: "0.030" });
    expect(lamp.timestamp).toBe("2026-11-27T08:00:00");
    expect(fan).toMatchObject({ name: "Fan", tests: "1", failures: "0", errors: "0", skipped: "0" });
    const failed = lamp.testcase.find(({ name }: { name: string }) => name === "td-context");
    expect(failed).toMatchObject({ classname: "td11.td", failure: { type: "MUST" } });
    expect(failed.failure["#text"]).toContain("fail: It keeps td-context. (MUST, WoT Thing Description 1.1, sec-x");
  });

  it("takes a warning for a failure in a strict run alone", () => {
    const report = someReport({ Lamp: [someResult("td-titles-descriptions", "warn")] });
    expect(parsed(rendered("junit", report))[0]).toMatchObject({ failures: "0" });
    const strict = { ...report, settings: { ...report.settings, strict: true } };
    expect(parsed(rendered("junit", strict))[0]).toMatchObject({ failures: "1" });
  });
});

describe("a report as SARIF", () => {
  it("has a run for each target, a rule for each check, and a kind for each verdict", () => {
    const { version, runs } = JSON.parse(rendered("sarif", ...reports));
    expect([version, runs.length]).toEqual(["2.1.0", 2]);
    const [run] = runs;
    const kinds = run.results.map(({ ruleId, kind, level }: Record<string, string>) => [ruleId, kind, level]);
    expect(kinds).toEqual([
      ["td-json-open", "pass", "none"],
      ["td-context", "fail", "error"],
      ["td-titles-descriptions", "fail", "warning"],
      ["td-processor", "open", "none"],
      ["td-actions", "notApplicable", "none"],
    ]);
    expect(run.tool.driver.rules).toHaveLength(6);
    expect(run.tool.driver.rules[0].helpUri).toBe("https://www.w3.org/TR/wot-thing-description11/#sec-x");
    expect(run.invocations[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ level: "error", associatedRule: { id: "td-events" } }],
    });
    expect(runs[1].invocations[0].executionSuccessful).toBe(true);
  });

  it("names a file by a relative URI", () => {
    const { runs } = JSON.parse(
      rendered("sarif", someReport({ Lamp: everyVerdict }, { target: "things\\my lamp.td.json" })),
    );
    expect(runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe("things/my%20lamp.td.json");
  });
});

describe("a report in EARL", () => {
  const earl = (term: string) => `http://www.w3.org/ns/earl#${term}`;

  const inner = (node: unknown, ...terms: string[]): unknown =>
    terms.reduce((at, term) => (at as Record<string, unknown[]>)[term]![0], node);
  const idOf = (node: unknown) => (node as { "@id": string })["@id"];

  it("is JSON-LD with an assertion for each check of each Thing", async () => {
    const withId = someReport({ Fan: [someResult("td-json-open", "pass")] });
    const fan = { ...withId, things: withId.things.map((thing) => ({ ...thing, id: "urn:fan" })) };
    const nodes = await jsonld.expand(JSON.parse(rendered("earl", reports[0]!, fan)));
    const given = nodes.filter((node) => inner(node, "@type") === earl("Assertion"));
    const outcomes = given.map((node) => idOf(inner(node, earl("result"), earl("outcome"))).split("#")[1]);
    expect(outcomes).toEqual(["passed", "failed", "failed", "cantTell", "inapplicable", "untested", "passed"]);
    for (const node of given) {
      for (const term of ["assertedBy", "subject", "test"]) {
        expect(nodes.map(idOf)).toContain(idOf(inner(node, earl(term))));
      }
    }
    expect(idOf(inner(given.at(-1), earl("subject")))).toBe("urn:fan");
    const said = inner(given[1], earl("result"), "http://purl.org/dc/terms/description");
    expect(said).toEqual({ "@value": hostile });
  });
});

describe("a report for the W3C", () => {
  const rowsOf = (csv: string) =>
    new Map(
      csv
        .trimEnd()
        .split("\n")
        .map((row) => [row.split(",")[0]!.slice(1, -1), row]),
    );

  it("has every assertion of the specification once, in its order", () => {
    const ids = assertions.filter(({ specification }) => specification === "td11").map(({ id }) => id);
    expect([...rowsOf(rendered("td-csv", ...reports)).keys()]).toEqual(["ID", ...ids]);
    expect(rendered("profile-csv", ...reports).split("\n")).toHaveLength(1 + 183 + 1);
  });

  it("fails by one Thing, passes by one, and else is not implemented or not tested", () => {
    const rows = rowsOf(rendered("td-csv", ...reports));
    expect(rows.get("td-json-open")).toBe('"td-json-open","pass","held by 2 of 2 Things"');
    expect(rows.get("td-context")).toMatch(/^"td-context","fail","Lamp .*""><img/);
    expect(rows.get("td-titles-descriptions")).toContain('"fail"');
    expect(rows.get("td-processor")).toMatch(/^"td-processor","null","Lamp .*: B"$/);
    expect(rows.get("td-events")).toContain('"null"');
    expect(rows.get("td-actions")).toBe('"td-actions","not-impl","no Thing has what the assertion is about"');
    expect(rows.get("td-version")).toBe('"td-version","null","not judged"');
  });

  it("takes a claim where no check judges, if it says on what it rests", () => {
    const claims = {
      "td-version": { answer: "yes", evidence: "=test/versions" },
      "td-links": { answer: "yes" },
      "td-context": { answer: "yes", evidence: "certainly" },
      "td-events": { answer: "not-applicable" },
    } as const;
    const rows = rowsOf(rendered("td-csv", someReport({ Lamp: everyVerdict }, { claims })));
    expect(rows.get("td-version")).toBe('"td-version","pass","claimed: =test/versions"');
    expect(rows.get("td-links")).toContain('"null"');
    expect(rows.get("td-context")).toContain('"fail"');
    expect(rows.get("td-events")).toContain('"not-impl","claimed: not-applicable"');
  });

  it("takes a claim with tests by what came of all of them, whatever else it says", () => {
    const evidence = "certainly";
    const claims = {
      "td-version": { answer: "yes", tests: ["a", "b"], tested: { a: "passed", b: "passed" } },
      "td-links": { answer: "yes", evidence, tests: ["a", "b"], tested: { a: "passed", b: "skipped" } },
      "td-forms": { answer: "yes", evidence, tests: ["a", "b"], tested: { b: "missing" } },
      "td-objects": { answer: "yes", evidence, tests: ["a"] },
      "td-json-open": { answer: "yes", tests: ["a", "b"], tested: { a: "missing", b: "failed" } },
    } as const;
    const rows = rowsOf(rendered("td-csv", someReport({ Lamp: everyVerdict }, { claims })));
    expect(rows.get("td-version")).toBe('"td-version","pass","tested: a; b"');
    expect(rows.get("td-links")).toBe('"td-links","null","skipped: b"');
    expect(rows.get("td-forms")).toBe('"td-forms","null","missing: b"');
    expect(rows.get("td-objects")).toBe('"td-objects","null","not run: a"');
    expect(rows.get("td-json-open")).toBe('"td-json-open","fail","failed: b"');
  });

  it("lets no spreadsheet calculate what a Thing says", () => {
    const report = someReport({ "=1+1": [someResult("td-context", "fail")] });
    expect(rowsOf(rendered("td-csv", report)).get("td-context")).toBe(`"td-context","fail","'=1+1: B"`);
  });
});

describe("a report as a page", () => {
  const page = rendered("html", ...reports);

  it("runs nothing but its own script and loads nothing, whatever a Thing says", () => {
    const hash = "'sha256-[A-Za-z0-9+/]{43}='";
    expect(page).toMatch(new RegExp(`content="default-src 'none'; style-src ${hash}; script-src ${hash}"`));
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toMatch(/<img|<link|url\(|src=(?!x onerror)/);
    expect(page.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cs}\u202e]/u);
    expect(page).toContain("&lt;img src=x onerror=alert(1)&gt;");
  });

  it("has each check once, under the worst that it says of a Thing", () => {
    const rows = [...page.matchAll(/<details class="row (\S+)"><summary>.*?<code>(.*?)<\/code>/g)].map(
      ([, ...row]) => row,
    );
    expect(rows).toEqual(everyVerdict.map(({ verdict, id }) => [verdict, id]));
    expect(page).toContain("<dt>2 Things</dt>");
    expect(page).toContain('<input type="checkbox" id="show-fail" checked> fail 1');
    expect(page).toContain('<input type="checkbox" id="show-not-claimed"> not-claimed 1');
  });

  it("has a column for each of the first sixty Things, and says how many more there are", () => {
    const lamps = Object.fromEntries(Array.from({ length: 62 }, (_, index) => [`Lamp ${index}`, everyVerdict]));
    const matrix = rendered("html", someReport(lamps));
    const row = /<details class="row fail">.*?<\/summary>/s.exec(matrix)![0];
    expect(row.match(/<i class="fail" role="img" aria-label="\d+: fail"/g)).toHaveLength(60);
    expect(matrix).toContain("<small>and 2 more</small>");
    expect(matrix).toContain('<abbr title="Lamp 59">60</abbr>');
  });

  it("leaves the cell of a Thing empty that a check did not run on", () => {
    const matrix = rendered("html", someReport({ Lamp: everyVerdict, Fan: everyVerdict.slice(1) }));
    const row = /<code>td-json-open<\/code>.*?<\/summary>/s.exec(matrix)![0];
    expect([...row.matchAll(/<i class="([\w-]+)"/g)].map(([, verdict]) => verdict)).toEqual(["pass", "not-run"]);
  });

  it("is there without any report too", () => {
    expect(rendered("html")).toContain("<h1>");
  });
});

describe("a badge", () => {
  it("says in words what fails, and passes nothing that was not judged", () => {
    const failing = rendered("badge", ...reports);
    expect(XMLValidator.validate(failing)).toBe(true);
    expect(failing).toContain('aria-label="Web of Things: 1 failed, 2 passed"');
    expect(rendered("badge", reports[1]!)).toContain("Web of Things: 1 passed");
    expect(rendered("badge", someReport({ Lamp: [] }))).toContain("not judged");
  });
});
