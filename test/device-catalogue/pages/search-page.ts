import { createHash } from "node:crypto";
import type { RankedRow } from "../device-row.js";
import { promises, tiers } from "../tier.js";
import { packedRows } from "./packed-rows.js";
import { searchScript } from "./search-script.js";
import { searchStyle } from "./search-style.js";

/**
 * All devices as one page that searches: a single file that loads nothing. Its data are no markup, and its script makes none of
 * them: what a vendor calls a device is shown as text.
 */
export function searchPage(rows: readonly RankedRow[]): string {
  const data = JSON.stringify(packedRows(rows)).replaceAll("<", "\\u003c").replaceAll("],[", "],\n[");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${hashOf(searchStyle)}'; script-src '${hashOf(searchScript)}'">
<title>Devices of Thingwright</title>
<style>${searchStyle}</style>
</head>
<body>
<header>
<h1>Devices</h1>
<p class="faint">What becomes a Thing of the common API, and how well that is known.</p>
</header>
<noscript><p>The list is made by a script. Without one, see <a href="README.md">the pages of the families</a>.</p></noscript>
<main hidden>
<form>
<label>Vendor, device, model, affordance <input type="search" id="words" autocomplete="off" spellcheck="false"></label>
<label>Way in <select id="family"><option value="">all</option></select></label>
<label>Model <select id="model"><option value="">all</option></select></label>
<label>Tier <select id="tier"><option value="">all</option></select></label>
</form>
<p id="count" aria-live="polite"></p>
<div class="scroll"><table>
<thead><tr><th scope="col">Vendor</th><th scope="col">Device</th><th scope="col">Models</th><th scope="col">Affordances</th><th scope="col">Tier</th></tr></thead>
<tbody id="rows"></tbody>
</table></div>
<p><button id="more" type="button" hidden>Show more</button></p>
</main>
<footer><h2>Tiers</h2><dl>
${tiers.map((tier) => `<dt class="${tier}">${tier}</dt><dd>${promises[tier]}</dd>`).join("\n")}
</dl></footer>
<script type="application/json" id="data">${data}</script>
<script>${searchScript}</script>
</body>
</html>
`;
}

const hashOf = (content: string): string => `sha256-${createHash("sha256").update(content).digest("base64")}`;
