import type { Report } from "./report.js";

/** The report as one line of JSON. `format` and `version` say how to read it. */
export function jsonReport(report: Report): string {
  return `${JSON.stringify(report)}\n`;
}
