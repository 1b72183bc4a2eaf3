import { readFile } from "node:fs/promises";
import { UsageError } from "@thingwright/errors";
import { type Report, reportFormat, reportVersion } from "../report/report.js";

/** The reports of a file: a line of JSON each. @throws {UsageError} WOT_ARGUMENT when there is none of this version */
export async function readReports(file: string): Promise<readonly Report[]> {
  let reports: readonly Report[];
  try {
    const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line.trim() !== "");
    reports = lines.map((line) => JSON.parse(line));
  } catch (cause) {
    throw new UsageError("WOT_ARGUMENT", `${file} cannot be read as a report: ${(cause as Error).message}`, { cause });
  }
  const isReport = ({ format, version }: Report) => format === reportFormat && version === reportVersion;
  if (reports.length > 0 && reports.every((each) => isReport(Object(each)))) return reports;
  throw new UsageError("WOT_ARGUMENT", `${file} has no report of the form ${reportFormat} ${reportVersion}`);
}
