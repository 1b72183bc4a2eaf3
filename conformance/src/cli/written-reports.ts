import { writeFile } from "node:fs/promises";
import { UsageError } from "@thingwright/errors";
import type { Report } from "../report/report.js";
import type { WantedReport } from "./run-options.js";
import type { Terminal } from "./terminal.js";

/** Writes the reports that were wanted. @throws {UsageError} WOT_ARGUMENT when a file cannot be written */
export async function writeReports(
  wanted: readonly WantedReport[],
  reports: readonly Report[],
  terminal: Terminal,
): Promise<void> {
  for (const { format, file } of wanted) {
    const text = format.render(reports);
    if (file === undefined) terminal.out(text);
    else await writeText(file, text);
  }
}

async function writeText(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (cause) {
    throw new UsageError("WOT_ARGUMENT", `${file} cannot be written: ${(cause as Error).message}`, { cause });
  }
}
