import type { RankedRow } from "../device-row.js";
import { promises, tiers } from "../tier.js";
import { familyTitles } from "./family-titles.js";

/** The page that says how many devices there are, of which families and tiers, and where they are listed. */
export function indexPage(rows: readonly RankedRow[]): string {
  return `# Devices

${grouped(rows.length)} kinds of devices of ${grouped(new Set(rows.map(({ vendor }) => vendor.toLowerCase())).size)} vendors that become Things of the [common API](../models/README.md). One page has all of
them and searches: [index.html](index.html), a file that loads nothing.

| family | devices | ${tiers.join(" | ")} | |
| --- | --- | ${tiers.map(() => "---").join(" | ")} | --- |
${familyTitles.map((family) => familyLine(family.name, rows)).join("\n")}

## Tiers

Nobody types a tier in. It is computed from what has been shown of a device, and a test computes it again.

| tier | what is shown |
| --- | --- |
${tiers.map((tier) => `| ${tier} | ${promises[tier]} |`).join("\n")}

\`evidence.json\` names the tests for silver and gold, \`outcomes.json\` has what came of them when they were last run by
\`npm run docs:devices\`; a test that has not passed counts for nothing. \`zigbee.json\` is what \`npm run catalogue\` makes of the
definitions that Zigbee2MQTT has.

A device that is not here may work all the same: what announces itself, or says what it is, is offered with all that it has.
To add one, describe it in [\`thing-descriptions/devices\`](../../CONTRIBUTING.md#to-add-a-vendors-device).
`;
}

function familyLine(name: string, rows: readonly RankedRow[]): string {
  const own = rows.filter(({ family }) => family === name);
  const counts = tiers.map((tier) => grouped(own.filter((row) => row.tier === tier).length));
  const { title, page } = familyTitles.find((family) => family.name === name)!;
  return `| [${title}](${name}.md) | ${grouped(own.length)} | ${counts.join(" | ")} | [how](${page}) |`;
}

/** With a comma between thousands. */
const grouped = (number: number): string => number.toLocaleString("en-US");
