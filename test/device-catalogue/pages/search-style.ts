/** The style of the page: light or dark as the reader has it, readable on a phone. */
export const searchStyle = `
:root{color-scheme:light dark;--ink:#1c1b1f;--faint:#5c5966;--paper:#fdfcfa;--raised:#f3f1ec;--line:#dcd8cf;
--bronze:#8a5300;--silver:#4a5568;--gold:#7a6000}
@media (prefers-color-scheme:dark){:root{--ink:#eceaf0;--faint:#a7a3b0;--paper:#16151a;--raised:#201f26;--line:#3a3842;
--bronze:#f0b27a;--silver:#b8c2d3;--gold:#f2d35e}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:80rem;padding:2.5rem 1.25rem 4rem;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 .25rem}
h2{font-size:1.125rem;margin:2.5rem 0 .5rem}
.faint,#count,thead th,label,dd{color:var(--faint)}
a{color:inherit}
form{display:grid;grid-template-columns:repeat(auto-fit,minmax(12rem,1fr));gap:.75rem;margin:1.5rem 0 1rem}
label{display:grid;gap:.25rem;font-size:.875rem}
input,select,button{font:inherit;color:var(--ink);background:var(--raised);border:1px solid var(--line);border-radius:.375rem;padding:.5rem .625rem;min-width:0;width:100%}
button{width:auto;cursor:pointer}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9375rem}
th,td{padding:.375rem .75rem .375rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
thead th{font-weight:500;white-space:nowrap}
td:nth-child(2){font-family:ui-monospace,monospace;font-size:.875rem;overflow-wrap:anywhere}
td:nth-child(4){color:var(--faint);font-size:.875rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:0}
dd{margin:0}
.bronze,.silver,.gold{font-weight:600}
.bronze{color:var(--bronze)}.silver{color:var(--silver)}.gold{color:var(--gold)}
@media (max-width:40rem){thead{display:none}tr{display:block;padding:.5rem 0;border-bottom:1px solid var(--line)}td{display:block;border:0;padding:0}}
`;
