import { createHash } from "node:crypto";
import { type SpecificationName, specifications } from "../specifications/specification.js";
import { type Tally, tallyOf, type Verdict, verdicts } from "../verdict.js";
import { headOf } from "./html-matrix.js";
import { htmlRow } from "./html-row.js";
import { htmlScript } from "./html-script.js";
import { htmlStyle } from "./html-style.js";
import { type JudgedCheck, judgedChecks } from "./judged-check.js";
import { escapeMarkup as text } from "./markup.js";
import type { Report, ThingReport } from "./report.js";

/** What the page shows at first; the rest is a click away. */
const shownAtFirst: readonly Verdict[] = ["pass", "fail", "warn", "inconclusive", "tool-error"];

/**
 * The reports as one page: what each Thing was given, then the matrix of checks and Things, with what was found and passed over the
 * wire in each row. It is a single file that loads nothing, its one script only filters rows, and what Things say cannot
 * become markup.
 */
export function htmlReport(reports: readonly Report[]): string {
  const judged = judgedChecks(reports);
  const targets = reports.map(({ target }) => target).join(", ");
  const things = reports.flatMap((report) => report.things);
  const { startedAt = "", tool } = reports[0] ?? {};
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${hashOf(htmlStyle)}'; script-src '${hashOf(htmlScript)}'">
<title>Web of Things conformance: ${text(targets)}</title>
<style>${htmlStyle}</style>
</head>
<body>
<header>
<h1>Web of Things conformance</h1>
<p class="faint">${text(targets)} · ${text(startedAt)}${tool === undefined ? "" : ` · ${tool.name} ${tool.version}`}</p>
</header>
<main>
${thingsTable(things)}
${filters(tallyOf(judged.map(({ worst }) => worst)))}
${Object.keys(specifications)
  .map((name) => section(name as SpecificationName, judged, things))
  .join("")}</main>
<script>${htmlScript}</script>
</body>
</html>
`;
}

const hashOf = (content: string): string => `sha256-${createHash("sha256").update(content).digest("base64")}`;

function thingsTable(things: readonly ThingReport[]): string {
  const heads = verdicts.map((verdict) => `<th scope="col">${verdict}</th>`).join("");
  const cells = (tally: Tally) => verdicts.map((verdict) => `<td>${tally[verdict]}</td>`).join("");
  const rows = things.map(
    ({ title, tally }, index) => `<tr><td>${index + 1}</td><th scope="row">${text(title)}</th>${cells(tally)}</tr>`,
  );
  return `<div class="scroll"><table><thead><tr><td></td><th scope="col">Thing</th>${heads}</tr></thead>
<tbody>${rows.join("\n")}</tbody></table></div>`;
}

function filters(tally: Tally): string {
  const boxes = verdicts.map((verdict) => {
    const checked = shownAtFirst.includes(verdict) ? " checked" : "";
    return `<label><input type="checkbox" id="show-${verdict}"${checked}> ${verdict} ${tally[verdict]}</label>`;
  });
  return `<fieldset><legend>Checks shown, by the worst that they say of a Thing</legend>${boxes.join("\n")}
<label hidden>with the words <input type="search" id="words" autocomplete="off"> <output id="count"></output></label></fieldset>`;
}

function section(name: SpecificationName, judged: readonly JudgedCheck[], things: readonly ThingReport[]): string {
  const here = judged.filter(({ check }) => check.specification === name);
  if (here.length === 0) return "";
  const { title } = specifications[name];
  return `<section><h2>${title} <small>${here.length} checks</small></h2>\n${headOf(things)}\n${here.map(htmlRow).join("\n")}\n</section>\n`;
}
