import type { SpecificationName } from "../specifications/specification.js";
import { badgeReport } from "./badge.js";
import { earlReport } from "./earl.js";
import { htmlReport } from "./html.js";
import { jsonReport } from "./json.js";
import { junitReport } from "./junit.js";
import type { Report } from "./report.js";
import { sarifReport } from "./sarif.js";
import { w3cCsv } from "./w3c-csv.js";

/** A form in which reports can be written. */
export interface ReportFormat {
  /** What it is for, in one line. */
  readonly purpose: string;
  /** One text of all reports of a command. */
  render(reports: readonly Report[]): string;
}

/** Every form, by the name that `--report` takes. */
export const reportFormats: Readonly<Record<string, ReportFormat>> = {
  json: {
    purpose: "everything that is known, one line of JSON for each target",
    render: (reports) => reports.map(jsonReport).join(""),
  },
  junit: { purpose: "JUnit XML, as test runners and CI servers read it", render: junitReport },
  sarif: { purpose: "SARIF 2.1.0, as services that list findings read it", render: sarifReport },
  earl: { purpose: "the W3C's Evaluation and Report Language, JSON-LD", render: earlReport },
  html: { purpose: "one page for people, which loads nothing", render: htmlReport },
  badge: { purpose: "an SVG image for a README", render: badgeReport },
  "td-csv": csvOf("td11", "Thing Description 1.1"),
  "architecture-csv": csvOf("architecture11", "Architecture 1.1"),
  "discovery-csv": csvOf("discovery10", "Discovery 1.0"),
  "profile-csv": csvOf("profile10", "Profile 1.0"),
};

function csvOf(specification: SpecificationName, name: string): ReportFormat {
  return {
    purpose: `a result for the W3C's implementation report of ${name}`,
    render: (reports) => w3cCsv(reports, specification),
  };
}
