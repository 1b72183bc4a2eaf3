import { type Tally, tallyOf, verdicts } from "../verdict.js";
import { escapeMarkup } from "./markup.js";
import type { Report } from "./report.js";

const label = "Web of Things";

/** Width of a character of the font, in pixels, widely measured. */
const characterWidth = 6.6;

const colours = { failing: "#b3261e", open: "#6b5b00", passing: "#1b6e3c" } as const;

/** The sum of the reports as an SVG image for a README: what fails, or how much was passed. It says so in words too. */
export function badgeReport(reports: readonly Report[]): string {
  const tally = sumOf(reports.map((report) => report.tally));
  const { text, colour } = messageOf(tally);
  const [left, right] = [label, text].map((words) => Math.ceil(words.length * characterWidth) + 12) as [number, number];
  const title = escapeMarkup(`${label}: ${text}`);
  const words = (at: number, content: string) =>
    `<text x="${at}" y="14" text-anchor="middle">${escapeMarkup(content)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${title}">
<title>${title}</title>
<clipPath id="r"><rect width="${left + right}" height="20" rx="3"/></clipPath>
<g clip-path="url(#r)"><rect width="${left}" height="20" fill="#333"/><rect x="${left}" width="${right}" height="20" fill="${colour}"/></g>
<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">${words(left / 2, label)}${words(left + right / 2, text)}</g>
</svg>
`;
}

function messageOf({ fail, pass, "tool-error": errors }: Tally): { readonly text: string; readonly colour: string } {
  if (fail > 0) return { text: `${fail} failed, ${pass} passed`, colour: colours.failing };
  if (errors > 0 || pass === 0) return { text: `not judged, ${pass} passed`, colour: colours.open };
  return { text: `${pass} passed`, colour: colours.passing };
}

function sumOf(tallies: readonly Tally[]): Tally {
  return tallyOf(
    tallies.flatMap((tally) => verdicts.flatMap((verdict) => Array<typeof verdict>(tally[verdict]).fill(verdict))),
  );
}
