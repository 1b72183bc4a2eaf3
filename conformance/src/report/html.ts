import { createHash } from "node:crypto";
import { type SpecificationName, specifications } from "../specifications/specification.js";
import { type Tally, tallyOf, type Verdict, verdicts } from "../verdict.js";
import { htmlRow } from "./html-row.js";
import { htmlStyle } from "./html-style.js";
import { type JudgedCheck, judgedChecks } from "./judged-check.js";
import { escapeMarkup as text } from "./markup.js";
import type { Report } from "./report.js";

/** What the page shows at first; the rest is a click away. */
const shownAtFirst: readonly Verdict[] = ["pass", "fail", "warn", "inconclusive", "tool-error"];

/**
 * The reports as one page: what each Thing was given, then every check, with the worst that it said of any Thing. It is a
 * single file without script that loads nothing, and what Things say cannot become markup.
 */
export function htmlReport(reports: readonly Report[]): string {
  const judged = judgedChecks(reports);
  const targets = reports.map(({ target }) => target).join(", ");
  const hash = createHash("sha256").update(htmlStyle).digest("base64");
  const { startedAt = "", tool } = reports[0] ?? {};
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'">
<title>Web of Things conformance: ${text(targets)}</title>
<style>${htmlStyle}</style>
</head>
<body>
<header>
<h1>Web of Things conformance</h1>
<p class="faint">${text(targets)} · ${text(startedAt)}${tool === undefined ? "" : ` · ${tool.name} ${tool.version}`}</p>
</header>
<main>
${thingsTable(reports)}
${filters(tallyOf(judged.map(({ worst }) => worst)))}
${Object.keys(specifications)
  .map((name) => section(name as SpecificationName, judged))
  .join("")}</main>
</body>
</html>
`;
}

function thingsTable(reports: readonly Report[]): string {
  const things = reports.flatMap((report) => report.things);
  const heads = verdicts.map((verdict) => `<th scope="col">${verdict}</th>`).join("");
  const cells = (tally: Tally) => verdicts.map((verdict) => `<td>${tally[verdict]}</td>`).join("");
  const rows = things.map(({ title, tally }) => `<tr><th scope="row">${text(title)}</th>${cells(tally)}</tr>`);
  return `<div class="scroll"><table><thead><tr><th scope="col">Thing</th>${heads}</tr></thead>
<tbody>${rows.join("\n")}</tbody></table></div>`;
}

function filters(tally: Tally): string {
  const boxes = verdicts.map((verdict) => {
    const checked = shownAtFirst.includes(verdict) ? " checked" : "";
    return `<label><input type="checkbox" id="show-${verdict}"${checked}> ${verdict} ${tally[verdict]}</label>`;
  });
  return `<fieldset><legend>Checks shown, by the worst that they say of a Thing</legend>${boxes.join("\n")}</fieldset>`;
}

function section(name: SpecificationName, judged: readonly JudgedCheck[]): string {
  const here = judged.filter(({ check }) => check.specification === name);
  if (here.length === 0) return "";
  const { title } = specifications[name];
  return `<section><h2>${title} <small>${here.length} checks</small></h2>\n${here.map(htmlRow).join("\n")}\n</section>\n`;
}
