import { jsonReport } from "./json.js";
import type { Report } from "./report.js";

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
};
