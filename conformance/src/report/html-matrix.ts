import type { Verdict } from "../verdict.js";
import { escapeMarkup as text } from "./markup.js";
import type { ThingReport } from "./report.js";

/** Most Things that have a column of their own. */
export const maxMatrixThings = 60;

/** The heads of the columns: the numbers of the Things. */
export function headOf(things: readonly ThingReport[]): string {
  const numbers = things.slice(0, maxMatrixThings).map(({ title }, index) => {
    return `<abbr title="${text(title)}">${index + 1}</abbr>`;
  });
  const omitted = things.length - numbers.length;
  const more = omitted > 0 ? ` <small>and ${omitted} more</small>` : "";
  return `<p class="heads" aria-hidden="true"><span class="cells">${numbers.join("")}</span>${more}</p>`;
}

/** What a check said of each Thing: its row of the matrix. */
export function cellsOf(verdicts: readonly (Verdict | undefined)[]): string {
  const cells = verdicts.slice(0, maxMatrixThings).map((verdict, index) => {
    const said = verdict ?? "not run";
    return `<i class="${verdict ?? "not-run"}" role="img" aria-label="${index + 1}: ${said}" title="${index + 1}: ${said}"></i>`;
  });
  return `<span class="cells">${cells.join("")}</span>`;
}
