import { specifications } from "../specifications/specification.js";
import { exchangeText } from "./exchange-text.js";
import { cellsOf } from "./html-matrix.js";
import type { JudgedCheck, SameFinding } from "./judged-check.js";
import { escapeMarkup as text } from "./markup.js";

/** Most findings of a kind that are written out for one check. */
const mostFindings = 20;

/** A check on the page: a line, and what it found of each Thing when it is opened. */
export function htmlRow({ check, worst, findings, verdicts }: JudgedCheck): string {
  const { url } = specifications[check.specification];
  const link = check.section.startsWith("§") ? url : `${url}#${check.section}`;
  const expected = check.expected === check.requirement ? "" : ` · expected: ${text(check.expected)}`;
  const omitted = findings.length - mostFindings;
  return `<details class="row ${worst}"><summary><b class="verdict ${worst}">${worst}</b><code>${text(check.id)}</code>
<span>${text(check.requirement)}</span>${cellsOf(verdicts)}</summary>
<div><p class="faint">${check.level} · <a href="${text(link)}" rel="noreferrer">${text(check.section)}</a>${expected}</p>
${findings.slice(0, mostFindings).map(findingText).join("\n")}${omitted > 0 ? `<p>and ${omitted} more</p>` : ""}</div></details>`;
}

function findingText({ verdict, actual, things, result }: SameFinding): string {
  const { reproduce, transcript, given } = result;
  const told = verdict === "fail" || verdict === "warn" || verdict === "tool-error";
  const repeats = given === undefined ? "" : `<dt>repeats</dt><dd>${text(JSON.stringify(given))}</dd>`;
  const command = told && reproduce !== undefined ? `<pre>${text(reproduce)}</pre>` : "";
  const exchange = told ? transcript.slice(0, 1).map((each) => `<pre>${text(exchangeText(each))}</pre>`) : [];
  return `<dl><dt><b class="verdict ${verdict}">${verdict}</b></dt><dd>${text(actual)}</dd>
<dt>${things.length === 1 ? "Thing" : `${things.length} Things`}</dt><dd>${text(things.join(", "))}</dd>${repeats}</dl>${command}${exchange.join("")}`;
}
