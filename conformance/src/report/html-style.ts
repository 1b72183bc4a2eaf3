import { type Verdict, verdicts } from "../verdict.js";

/** Hides the rows of a verdict while its box is not checked, without a script. */
const filters = verdicts
  .map((verdict) => `body:has(#show-${verdict}:not(:checked)) .${verdict}.row{display:none}`)
  .join("\n");

/** Of each verdict, so that colours are not all that tells them apart. */
const signOf: Readonly<Record<Verdict, string>> = {
  pass: "✓",
  fail: "✕",
  warn: "!",
  inconclusive: "?",
  "not-claimed": "–",
  "tool-error": "†",
};

const marks = verdicts
  .map((verdict) => {
    const isFilled = verdict !== "not-claimed" ? `background:var(--${verdict})` : "";
    return `.cells>.${verdict}{${isFilled}}.cells>.${verdict}::before{content:"${signOf[verdict]}"}`;
  })
  .join("\n");

/** The style of the page: light or dark as the reader has it, readable on a phone and on paper. */
export const htmlStyle = `
:root{color-scheme:light dark;--ink:#1c1b1f;--faint:#5c5966;--paper:#fdfcfa;--raised:#f3f1ec;--line:#dcd8cf;
--pass:#1b6e3c;--fail:#b3261e;--warn:#8a5300;--inconclusive:#4a5568;--not-claimed:#6b6773;--tool-error:#7b1fa2}
@media (prefers-color-scheme:dark){:root{--ink:#eceaf0;--faint:#a7a3b0;--paper:#16151a;--raised:#201f26;--line:#3a3842;
--pass:#6fd394;--fail:#ff8a80;--warn:#f5b95c;--inconclusive:#a9b4c6;--not-claimed:#99949f;--tool-error:#d69cf0}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:74rem;padding:2.5rem 1.25rem 4rem;background:var(--paper);color:var(--ink);
font:1rem/1.5 system-ui,sans-serif}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 .25rem;text-wrap:balance}
h2{font-size:1.125rem;margin:2.5rem 0 .5rem;padding-bottom:.375rem;border-bottom:1px solid var(--line)}
.faint,h2 small{color:var(--faint);font-weight:400;font-size:.875rem}
a{color:inherit}
code,pre{font:.8125rem/1.5 ui-monospace,monospace;overflow-wrap:anywhere}
pre{white-space:pre-wrap;background:var(--raised);border-left:3px solid var(--line);padding:.625rem .75rem;margin:.5rem 0}
fieldset{display:flex;flex-wrap:wrap;gap:.5rem;border:0;padding:0;margin:1.5rem 0}
legend{padding:0 0 .375rem;color:var(--faint);font-size:.875rem}
fieldset label{display:inline-flex;gap:.375rem;align-items:center;border:1px solid var(--line);border-radius:2rem;
padding:.25rem .75rem;cursor:pointer;background:var(--raised)}
fieldset label:has(:focus-visible),summary:focus-visible{outline:2px solid currentColor;outline-offset:2px}
table{border-collapse:collapse;width:100%;font-size:.9375rem;font-variant-numeric:tabular-nums}
.scroll{overflow-x:auto}
th,td{padding:.3rem .75rem .3rem 0;text-align:right;border-bottom:1px solid var(--line)}
th,td:first-child{text-align:left}
thead th:not(:nth-child(2)){text-align:right}
thead th{color:var(--faint);font-weight:500;white-space:nowrap}
details.row{border-bottom:1px solid var(--line)}
details.row>summary{display:grid;grid-template-columns:7.5rem minmax(9rem,17rem) 1fr auto;gap:.75rem;padding:.4rem 0;cursor:pointer;list-style:none}
details.row>summary::-webkit-details-marker{display:none}
details.row>summary:hover{background:var(--raised)}
.row>div{padding:.25rem 0 1rem 8.25rem}
.row dl{display:grid;grid-template-columns:max-content 1fr;gap:.125rem .75rem;margin:.5rem 0}
dt{color:var(--faint)}dd{margin:0;overflow-wrap:anywhere}
b.verdict{font-weight:600}
details.row.filtered{display:none}
label[hidden]{display:none}
input[type=search]{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:.25rem;padding:0 .375rem;width:12rem}
.heads{margin:0;text-align:right;color:var(--faint);font-size:.75rem}
.cells{display:inline-flex;gap:2px;align-self:start;justify-content:end;flex-wrap:wrap;max-width:34rem}
.cells>*{width:1.125rem;height:1.25rem;font:.75rem/1.25rem system-ui,sans-serif;text-align:center;text-decoration:none}
.cells>i{border-radius:2px;color:var(--paper)}
.cells>.not-claimed,.cells>.not-run{color:var(--faint)}
${marks}
${verdicts.map((verdict) => `.verdict.${verdict}{color:var(--${verdict})}`).join("\n")}
${filters}
@media (max-width:44rem){details.row>summary{grid-template-columns:7.5rem 1fr}
details.row>summary>:nth-child(n+3){grid-column:1/-1}.cells{justify-content:start}
.row>div{padding-left:0}}
@media print{fieldset{display:none}body{max-width:none;padding:0}details.row{break-inside:avoid}}
`;
